using PML.Support;
using PML.Tests.Results;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Training;

/// <summary>Runs that processes complete together through one results file.</summary>
public sealed class SharedRunsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string File => _scratch["results/runs.jsonl"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void WhatTheFileHoldsIsNotMadeAgain()
    {
        RunRecords.Append(File, Record(1) with { Seconds = 5 });
        var made = new List<int>();
        var records = Complete(3, made.Add);
        Assert.Equal([0, 2], made);
        Assert.Equal([0, 1, 2], records.Select(record => record.Seed));
        Assert.Equal(5, records[1].Seconds);
        Assert.Equal(3, RunRecords.Load(File).Count);
        Complete(3, _ => Assert.Fail("all of it is there"));
    }

    [Fact]
    public void AnotherSettingIsAnotherRun()
    {
        RunRecords.Append(File, Record(0) with { Config = new() { ["epochs"] = 11 } });
        var made = new List<int>();
        Complete(1, made.Add);
        Assert.Equal([0], made);
    }

    [Fact]
    public void TwoThatShareAFileMakeEachRunOnce()
    {
        var made = new System.Collections.Concurrent.ConcurrentBag<int>();
        void Make(int place)
        {
            made.Add(place);
            Thread.Sleep(20);
        }

        Parallel.Invoke(() => Assert.Equal(8, Complete(8, Make).Count), () => Assert.Equal(8, Complete(8, Make).Count));
        Assert.Equal(Enumerable.Range(0, 8), made.Order());
        Assert.Equal(8, RunRecords.Load(File).Count);
        Assert.Equal([File], Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task ARunWhoseMakerEndedWithoutARecordIsMadeByAnother()
    {
        var claim = RunClaim.Take(File, Record(0).Setup)!;
        var waiting = Task.Run(() => Complete(1, _ => { }));
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(200)));
        claim.Dispose();
        Assert.Single(await waiting);
    }

    [Fact]
    public void AFailureLeavesWhatWasFinished()
    {
        var error = Assert.Throws<PmlException>(() => Complete(3, place => { if (place == 1) throw new PmlException("it diverged"); }));
        Assert.Equal("it diverged", error.Message);
        Assert.Equal([0L], RunRecords.Load(File).Select(record => record.Seed));
        Assert.Equal(3, Complete(3, _ => { }).Count);
    }

    [Fact]
    public void WithoutAFileEveryRunIsMade()
    {
        var made = new List<int>();
        Assert.Equal(2, SharedRuns.Complete(null, Setups(2), place => { made.Add(place); return Record(place); }, default).Count);
        Assert.Equal([0, 1], made);
    }

    [Fact]
    public void ACancelledWaitEnds()
    {
        using var claim = RunClaim.Take(File, Record(0).Setup);
        using var cancel = new CancellationTokenSource(50);
        Assert.Throws<OperationCanceledException>(() => SharedRuns.Complete(File, Setups(1), Record, cancel.Token));
    }

    private static RunRecord Record(int seed) => Records.Of("LS", seed, [[0.9, 0.8]], 60, ("hypervolume", 0.72));

    private static RunSetup[] Setups(int count) => [.. Enumerable.Range(0, count).Select(seed => Record(seed).Setup)];

    private IReadOnlyList<RunRecord> Complete(int count, Action<int> make) => SharedRuns.Complete(File, Setups(count), place =>
    {
        make(place);
        return Record(place);
    }, default);
}
