using System.Diagnostics;
using PML.Support;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Results;

public sealed class RunRecordsTests
{
    [Fact]
    public void WhatWasAppendedIsLoadedInOrder()
    {
        using var folder = new Scratch();
        var records = Records.Front("PML").Concat(Records.Baselines()).ToArray();
        foreach (var record in records) RunRecords.Append(folder["new/results.jsonl"], record);
        Assert.Equal(records, RunRecords.Load(folder["new/results.jsonl"]));
        Assert.EndsWith("}\n", File.ReadAllText(folder["new/results.jsonl"]));
    }

    [Fact]
    public void RunsOfDifferentEnginesAreNotMixedSilently()
    {
        RunRecord[] records = [.. Records.Front("PML"), Records.Of("LS", 0) with { Engine = "libtorch 1.13" }];
        Assert.Equal("These 3 runs come from different engines, so their numbers are not quite comparable: 2 from TorchSharp 0.107.0; 1 from libtorch 1.13.", RunRecords.Mixture(records));
        Assert.Null(RunRecords.Mixture(Records.Front("PML")));
        Assert.Null(RunRecords.Mixture([]));
    }

    [Fact]
    public void APatternLoadsSeveralFilesByName()
    {
        using var folder = new Scratch();
        RunRecords.Append(folder["b.jsonl"], Records.Of("B", 0));
        RunRecords.Append(folder["a.jsonl"], Records.Of("A", 0));
        RunRecords.Append(folder["c.txt"], Records.Of("C", 0));
        Assert.Equal(["A", "B"], RunRecords.Load(folder["*.jsonl"]).Select(r => r.Method));
        Assert.Contains("matches", Assert.Throws<PmlException>(() => RunRecords.Load(folder["*.none"])).Message);
        Assert.Contains("Run the experiment first", Assert.Throws<PmlException>(() => RunRecords.Load(folder["none.jsonl"])).Message);
    }

    [Fact]
    public void AWrongLineIsNamed()
    {
        using var folder = new Scratch();
        File.WriteAllText(folder["r.jsonl"], Records.Of("PML", 0).ToJson() + "\n\n{\"schema\":1}\n");
        var message = Assert.Throws<PmlException>(() => RunRecords.Load(folder["r.jsonl"])).Message;
        Assert.Contains("r.jsonl, line 3", message);
        Assert.Contains("'data' must be an object", message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ALineWithoutItsEndIsClosedFirst(bool torn)
    {
        using var folder = new Scratch();
        var first = Records.Of("LS", 0).ToJson();
        File.WriteAllText(folder["r.jsonl"], torn ? first[..40] : first);
        RunRecords.Append(folder["r.jsonl"], Records.Of("PML", 1));

        var lines = File.ReadAllLines(folder["r.jsonl"]);
        Assert.Equal([torn ? first[..40] : first, Records.Of("PML", 1).ToJson()], lines);
        if (torn) Assert.Contains("line 1", Assert.Throws<PmlException>(() => RunRecords.Load(folder["r.jsonl"])).Message);
        else Assert.Equal(2, RunRecords.Load(folder["r.jsonl"]).Count);
    }

    [Fact]
    public void ManyWritersAndReadersAtOnceKeepEveryLineWhole()
    {
        using var folder = new Scratch();
        var path = folder["r.jsonl"];
        RunRecords.Append(path, Records.Of("PML", -1));
        Parallel.For(0, 120, new() { MaxDegreeOfParallelism = 8 }, i =>
        {
            RunRecords.Append(path, Records.Front("PML")[0] with { Seed = i });
            if (i % 10 == 0) Assert.NotEmpty(RunRecords.Load(path));
        });
        Assert.Equal(Enumerable.Range(-1, 121).Select(i => (long)i), RunRecords.Load(path).Select(r => r.Seed).Order());
    }

    [SkippableFact]
    public void AnAppendWaitsForAnotherProcess()
    {
        Skip.IfNot(File.Exists("/usr/bin/flock"), "Holding a file in another process needs util-linux's flock.");
        using var folder = new Scratch();
        var path = folder["r.jsonl"];
        RunRecords.Append(path, Records.Of("first", 0));
        var script = $"echo held; sleep 0.4; printf '%s\\n' '{Records.Of("other", 0).ToJson()}' >> '{path}'";
        using var other = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["--exclusive", path, "sh", "-c", script]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());
        RunRecords.Append(path, Records.Of("last", 0));
        other.WaitForExit();
        Assert.Equal(["first", "other", "last"], RunRecords.Load(path).Select(r => r.Method));
    }

    [SkippableFact]
    public void AFullDiskLeavesTheEarlierLinesAsTheyWere()
    {
        using var disk = new SmallDisk(kilobytes: 16);
        var path = Path.Combine(disk.Folder, "r.jsonl");
        var record = Records.Of("PML", 0) with { Command = new string('x', 3000) };
        var message = Assert.Throws<PmlException>(() => { for (var i = 0; i < 20; i++) RunRecords.Append(path, record); }).Message;
        Assert.Contains("Cannot add multimnist, PML, seed 0", message);
        Assert.Contains("unchanged", message);
        Assert.NotEmpty(RunRecords.Load(path));
        Assert.All(RunRecords.Load(path), kept => Assert.Equal(record, kept));
    }

    [Fact]
    public void AFinishedRunIsFoundByItsSetUp()
    {
        using var folder = new Scratch();
        var path = folder["r.jsonl"];
        var record = Records.Of("PML", 0);
        Assert.Null(RunRecords.Find(path, record.Setup));
        Assert.Null(RunRecords.Find(folder["*.jsonl"], record.Setup));
        foreach (var run in (RunRecord[])[record, record with { Seconds = 7, Device = "cuda" }, record with { Seed = 1 }]) RunRecords.Append(path, run);
        Assert.Equal(7, RunRecords.Find(path, record.Setup)!.Seconds);
        Assert.Null(RunRecords.Find(path, record.Setup with { Scale = "smoke" }));
        Assert.Equal([7, 60], RunRecords.Newest(RunRecords.Load(path)).Select(r => r.Seconds));
    }

    [Fact]
    public void AFolderInTheFilesPlaceIsNamed()
    {
        using var folder = new Scratch();
        Directory.CreateDirectory(folder["r.jsonl"]);
        Assert.Contains("r.jsonl", Assert.Throws<PmlException>(() => RunRecords.Append(folder["r.jsonl"], Records.Of("PML", 0))).Message);
        Assert.Contains("r.jsonl", Assert.Throws<PmlException>(() => RunRecords.Load(folder["r.jsonl"])).Message);
    }
}
