using System.Diagnostics;
using PML.Experiments;
using PML.ParetoManifold;
using PML.Support;
using PML.Sweeps;
using PML.Tests.Experiments;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;

namespace PML.Tests.Sweeps;

/// <summary><c>sweep</c> as people call it.</summary>
[Collection(AloneCollection.Name)]
public sealed class SweepCommandTests : IClassFixture<TinyData>
{
    private const string Short = """{ "experiment": "multimnist", "scale": "smoke", "methods": "LS", "settings": { "epochs": 1 }, "seeds": [0, 1] }""";

    [SkippableFact]
    public async Task WhatFailsIsListedWithItsReasonAndTheRestIsDone()
    {
        using var sweep = new SweepProcesses("""{ "experiment": "multimnist", "scale": "smoke", "settings": { "epochs": 1, "window": 1, "lambda": [0, 3] } }""");
        foreach (var verb in (string[])["", "", "retry"])
        {
            var end = await sweep.Run(verb);
            Assert.Equal(1, end.Code);
            Assert.Contains("failed: PML lambda=3, seed 0\n    Lambda above 0 needs a Window of at least 2", end.Error);
            Assert.Contains("1 of 2 runs done, 1 failed", end.Error);
            Assert.Contains("To try the failed runs again: lib/pml sweep retry sweep.json", end.Error);
            Assert.Single(sweep.Records);
        }

        var status = await sweep.Run("status");
        Assert.Equal(0, status.Code);
        Assert.Contains("1 of 2 runs done, 1 failed\n  failed: PML lambda=3, seed 0\n    Lambda above 0 needs a Window", status.Output);
        Assert.Contains("No driver is at it.", status.Output);
        Assert.Equal("lib/pml train multimnist --preset paper --scale smoke --method PML --seed 0 -p epochs=1 -p method.window=1", sweep.Records[0].Command);
    }

    [SkippableFact]
    public async Task ASecondDriverIsRefusedAndTheFirstIsStoppedAndGoesOn()
    {
        using var sweep = new SweepProcesses("""{ "experiment": "multimnist", "scale": "smoke", "settings": { "epochs": 150 } }""");
        using (var first = sweep.Start())
        {
            await SweepProcesses.Until(() => sweep.Step > 0, first);
            var second = await sweep.Run();
            Assert.Equal(1, second.Code);
            Assert.StartsWith("Another process is at this sweep: it holds ", second.Error, StringComparison.Ordinal);
            var status = await sweep.Run("status");
            Assert.Contains("0 of 1 runs done, 1 running\n  PML, seed 0  [", status.Output);
            Assert.Contains("A driver is at it.", status.Output);
            Assert.Equal(0, (await sweep.Run("cancel")).Code);
            await Stopped(first);
        }

        Assert.Empty(sweep.Workers());
        Assert.Single(Directory.GetFiles(Path.Combine(sweep.State, "checkpoints")));
        var before = sweep.Step;
        using (var again = sweep.Start())
        {
            await SweepProcesses.Until(() => sweep.Workers().Count > 0 && sweep.Step > 0, again);
            Assert.True(sweep.Step >= before, $"it went on at {sweep.Step}, and was at {before}");
            using var signal = Process.Start("kill", ["-TERM", $"{again.Id}"]);
            await Stopped(again);
        }

        // A killed driver leaves its worker at work; without a driver, cancel ends that too.
        using (var victim = sweep.Start())
        {
            await SweepProcesses.Until(() => sweep.Workers().Count > 0, victim);
            victim.Kill();
            await victim.WaitForExitAsync();
        }

        Assert.Contains("nothing runs now", (await sweep.Run("cancel")).Error);
        // A worker lets go of its run a moment before its process is gone.
        while (sweep.Workers().Count > 0) await Task.Delay(20);
        Assert.Empty(sweep.Records);
    }

    [SkippableFact]
    public async Task AFullDiskIsSaidAndTheRunGoesOnWhenThereIsSpace()
    {
        using var disk = new SmallDisk(16 << 10);
        using var sweep = new SweepProcesses(Short, disk.Folder);
        var filler = Path.Combine(disk.Folder, "filler");
        File.WriteAllBytes(filler, new byte[(16 << 20) - (200 << 10)]);
        var full = await sweep.Run();
        Assert.Equal(1, full.Code);
        Assert.Contains("2 failed", full.Error);
        Assert.Contains("Free some space", full.Error);
        File.Delete(filler);
        var retried = await sweep.Run("retry");
        Assert.True(retried.Code == 0, retried.Error);
        Assert.Equal(2, sweep.Records.Count);
    }

    [SkippableFact]
    public async Task AFolderThatCannotBeWrittenIsNamedBeforeAnythingIsTrained()
    {
        using var sweep = new SweepProcesses(Short);
        File.WriteAllText(sweep.State, "");
        var end = await sweep.Run();
        Assert.Equal(1, end.Code);
        Assert.StartsWith($"Cannot write the results file {sweep.Results}", end.Error, StringComparison.Ordinal);
        var elsewhere = await sweep.Run("", "--results", "r.jsonl");
        Assert.Equal(1, elsewhere.Code);
        Assert.StartsWith($"Cannot write the sweep's folder {sweep.State}", elsewhere.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("", 2, "sweep.json: There is no method 'LSS'", "--jobs", "2")]
    [InlineData("", 2, "'two'", "--jobs", "two")]
    [InlineData("status", 2, "sweep.json: There is no method 'LSS'")]
    public async Task WhatIsWrongIsSaid(string verb, int code, string message, params string[] options)
    {
        using var sweep = new SweepProcesses(Short.Replace("\"LS\"", "\"LSS\"", StringComparison.Ordinal));
        var end = await sweep.Run(verb, options);
        Assert.Equal((code, ""), (end.Code, end.Output));
        Assert.Contains(message, end.Error);
        Assert.False(Directory.Exists(sweep.State));
    }

    [SkippableFact]
    public void ANotebookGetsTheRecordsAndMakesThemOnce()
    {
        Skip.If(OperatingSystem.IsWindows(), "A sweep starts its runs through /bin/sh.");
        using var folder = new Scratch();
        var seen = new List<SweepProgress>();
        var ls = Sweep.Of(MultiMnist.Code.At("smoke")).Methods("LS").Over("epochs", 1);
        var first = ls.Seeds(3).Run(folder["a.sweep"], folder["r.jsonl"]);
        var records = ls.Seeds(4, 3).Run(folder["b.sweep"], folder["r.jsonl"], jobs: 1, new Seen(seen.Add));
        Assert.Equal([4L, 3L], records.Select(record => record.Seed));
        Assert.Equal(first, records.Skip(1));
        Assert.Equal(2, RunRecords.Load(folder["r.jsonl"]).Count);
        Assert.Equal((2, 1), (seen[0].Total, seen[0].Done));
        Assert.Equal("2 of 2 runs done", seen[^1].ToString());
        Assert.Contains("cannot be named", Assert.Throws<PmlException>(() => ls.Methods(new LinearScalarization { Name = "mine" }).Run(folder["c.sweep"])).Message);
        Assert.Contains("failed: PML", Assert.Throws<PmlException>(() => ls.Methods(new PmlOptions { Window = 1, Lambda = 1 }).Run(folder["d.sweep"])).Message);
    }

    private static async Task Stopped(Process driver)
    {
        var error = driver.StandardError.ReadToEndAsync();
        await driver.WaitForExitAsync();
        Assert.Equal(130, driver.ExitCode);
        Assert.Contains("To go on: lib/pml sweep sweep.json", await error);
    }

    private sealed class Seen(Action<SweepProgress> take) : IProgress<SweepProgress>
    {
        public void Report(SweepProgress value) => take(value);
    }
}
