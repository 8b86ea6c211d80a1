using System.Text.Json.Nodes;
using PML.Tests.Results;
using PML.Tests.RepoRules;
using PML.Training;

namespace PML.Tests.Training;

public sealed class RunIdentityTests
{
    private static readonly RunRecord Run = Records.Of("PML", 0, [[0.9, 0.8]], 60, ("hypervolume", 0.72));

    public static TheoryData<RunRecord> Others =>
    [
        Run with { Experiment = "census" }, Run with { Method = "LS" }, Run with { Seed = 1 }, Run with { Scale = "smoke" },
        Run with { Config = new JsonObject { ["epochs"] = 10, ["learningRate"] = 2e-3 } }, Run with { Data = Run.Data with { Sha256 = "0" } },
        Run with { Data = Run.Data with { Protocol = "code" } }, Run with { Engine = "TorchSharp 0.106.0" }, Run with { Library = 2 },
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void WhatCanChangeTheNumbersMakesAnother(RunRecord other) => Assert.NotEqual(Run.Identity, other.Identity);

    [Fact]
    public void WhatCannotDoesNot()
    {
        var other = Run with { Seconds = 1, Command = "another", Commit = "another", Device = "cuda", Metrics = new Dictionary<string, double>(), Front = [] };
        Assert.Equal(Run.Identity, (other with { Config = new JsonObject { ["learningRate"] = 0.001, ["epochs"] = 10 } }).Identity);
        Assert.Matches("^[0-9a-f]{16}$", Run.Identity);
    }

    [Fact]
    public void ARecordKeepsItThroughItsFile()
    {
        using var folder = new PML.Tests.Support.Scratch();
        foreach (var record in (RunRecord[])[Run, Run with { Library = 3 }]) RunRecords.Append(folder["r.jsonl"], record);
        File.AppendAllText(folder["r.jsonl"], Run.ToJson().Replace($"\"library\":{Run.Library},", "", StringComparison.Ordinal) + "\n");
        var read = RunRecords.Load(folder["r.jsonl"]);
        Assert.Equal([Run.Identity, (Run with { Library = 3 }).Identity, (Run with { Library = 1 }).Identity], read.Select(record => record.Identity));
    }

    [Fact]
    public void CommittedRecordsAreOfTheFirstVersion() =>
        Assert.All(RunRecords.Load(Path.Combine(Repository.Root, "notebooks", "results", "multimnist.jsonl")), record => Assert.Equal(1, record.Library));

    [Fact]
    public void ARecordIsAddedOnceWhoeverAddsIt()
    {
        using var folder = new PML.Tests.Support.Scratch();
        Parallel.For(0, 12, i => RunRecords.AppendOnce(folder["r.jsonl"], Run with { Seed = i % 3, Seconds = i }));
        Assert.Equal([0, 1, 2], RunRecords.Load(folder["r.jsonl"]).Select(record => record.Seed).Order());
        Assert.Equal(3, File.ReadAllLines(folder["r.jsonl"]).Length);
    }
}
