using System.Diagnostics;
using PML.Data;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Host;

/// <summary><c>train</c> as people call it.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private static readonly string[] Smoke = ["train", "multimnist", "--scale", "smoke"];

    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARunWritesOneRecordAndLeavesNothingElse()
    {
        var run = await Pml([.. Smoke, "--method", "mgda", "--seed", "4", "-p", "epochs=1"]);
        Assert.True(run.Code == 0, run.Error);
        File.WriteAllText(_folder["record.jsonl"], run.Output);
        var record = Assert.Single(RunRecords.Load(_folder["record.jsonl"]));
        Assert.Equal(("MGDA", 4L, "smoke", 1), (record.Method, record.Seed, record.Scale, (int)record.Config["experiment"]!["epochs"]!));
        Assert.Contains("MGDA, seed 4: 1 epochs, 32 steps", run.Error);
        Assert.Contains("hypervolume 0.", run.Error);
        Assert.Equal(["data", "record.jsonl"], Directory.GetFileSystemEntries(_folder.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task ResultsGoToAFileAndAreEqualEachTime()
    {
        for (var i = 0; i < 2; i++) Assert.Equal(0, (await Pml([.. Smoke, "--method", "LS", "-p", "epochs=1", "--results", "runs.jsonl"])).Code);
        var records = RunRecords.Load(_folder["runs.jsonl"]);
        Assert.Equal(2, records.Count);
        Assert.Equal(records[0] with { Seconds = 0 }, records[1] with { Seconds = 0 });
    }

    [SkippableFact]
    public async Task AnInterruptedRunGoesOnFromItsCheckpointToTheSameRecord()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals for another process.");
        Skip.If(PmlProcess.Ignores(2), "SIGINT is ignored here, and so by every program started from here.");
        string[] command = [.. Smoke, "--method", "PML", "-p", "epochs=12", "--checkpoint-every", "0.05"];
        using (var victim = PmlProcess.Start(_folder.Folder, Environment, command))
        {
            var error = victim.StandardError.ReadToEndAsync();
            while (!Directory.Exists(_folder["checkpoints"]) && !victim.HasExited) await Task.Delay(5);
            using var kill = Process.Start("kill", ["-INT", $"{victim.Id}"]);
            await victim.WaitForExitAsync();
            Assert.True(victim.ExitCode == 130, await error);
            Assert.Contains("Stopped; the checkpoint is checkpoints", await error);
            Assert.Contains("--resume", await error);
        }

        var refused = await Pml(command);
        Assert.Equal(1, refused.Code);
        Assert.Contains("Add --resume to go on from it, or delete it", refused.Error);
        var resumed = await Pml([.. command, "--resume"]);
        Assert.True(resumed.Code == 0, resumed.Error);
        var undisturbed = await Pml([.. command, "--checkpoint", "kept"]);
        Assert.Equal(WithoutTimes(undisturbed.Output), WithoutTimes(resumed.Output));
        Assert.Equal(["data", "kept"], Directory.GetFileSystemEntries(_folder.Folder).Select(Path.GetFileName).Order());
        Assert.Single(Directory.GetFiles(_folder["kept"]));
    }

    [Fact]
    public async Task TheListNamesWhatThereIs()
    {
        var list = await Pml("train", "--list");
        Assert.Equal(0, list.Code);
        foreach (var words in new[] { "multimnist   presets: paper, code", "  Nash-MTL\n", "window               integer = 4   W, how many" }) Assert.Contains(words, list.Output);
    }

    [Theory]
    [InlineData("train", 2, "needs an experiment")]
    [InlineData("train multimnist", 2, "needs --method")]
    [InlineData("train mnist --method LS", 2, "There is no experiment 'mnist'")]
    [InlineData("train multimnist --method LSS", 2, "There is no method 'LSS'")]
    [InlineData("train multimnist --method LS --seed x", 2, "'x'")]
    [InlineData("train multimnist --method LS -p epochs=0", 2, "Epochs must be at least 1; found 0.")]
    [InlineData("train multimnist --method LS -p window=2", 2, "There is no setting 'window'. multimnist has epochs")]
    [InlineData("train multimnist --method LS --scale smoke --results .", 1, "Cannot write the results file")]
    public async Task WhatIsWrongIsSaidBeforeAnythingIsTrained(string line, int code, string message)
    {
        var run = await Pml(line.Split(' '));
        Assert.Equal(code, run.Code);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.Equal("", run.Output);
    }

    private Dictionary<string, string> Environment => new() { [DataFolders.Variable] = _folder["data"] };

    private Task<(int Code, string Output, string Error)> Pml(params string[] arguments) => PmlProcess.Run(_folder.Folder, Environment, arguments);

    private static string WithoutTimes(string record) =>
        System.Text.RegularExpressions.Regex.Replace(record, "\"(seconds|command)\":(\"[^\"]*\"|[0-9.]+)", "");
}
