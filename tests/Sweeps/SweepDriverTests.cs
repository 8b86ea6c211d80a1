using PML.Experiments;
using PML.Support;
using PML.Sweeps;
using PML.Tests.Results;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Sweeps;

/// <summary>What the driver does with runs, at a place that plays a script.</summary>
public sealed class SweepDriverTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly List<string> _started = [];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void EveryRunIsStartedOnceAndInOrder()
    {
        var end = Drive(Runs(5), (run, _) => Finish(run));
        Assert.Equal((5, 5, 0), (end.Total, end.Done, end.Failed.Count));
        Assert.Equal(["run 0", "run 1", "run 2", "run 3", "run 4"], _started);
    }

    [Fact]
    public void ARunThatTheResultsHoldIsNotStarted()
    {
        var runs = Runs(3);
        Finish(runs[1]);
        Assert.Equal(3, Drive(runs, (run, _) => Finish(run)).Done);
        Assert.Equal(["run 0", "run 2"], _started);
    }

    [Fact]
    public void ALineThatIsNoRecordIsLeftAlone()
    {
        File.WriteAllText(Folder.Results, Record(0).ToJson()[..50]);
        Assert.Equal(2, Drive(Runs(2), (run, _) => Finish(run)).Done);
        Assert.Equal(3, File.ReadAllLines(Folder.Results).Length);
    }

    [Fact]
    public void AFailureIsTriedOnceMoreAndThenListed()
    {
        var end = Drive(Runs(2), (run, times) => run.Label == "run 0" ? new RunState(RunStage.Failed, $"no luck, {times}") : Finish(run));
        Assert.Equal([KeyValuePair.Create("run 0", "no luck, 2")], end.Failed);
        Assert.Equal((1, 2), (end.Done, _started.Count(run => run == "run 0")));
        Assert.Contains("1 of 2 runs done, 1 failed\n  failed: run 0\n    no luck, 2", end.ToString());
    }

    [Fact]
    public void ANewDriverKnowsTheFailuresAndRetriesThemWhenAsked()
    {
        Drive(Runs(1), (_, _) => new RunState(RunStage.Failed, "no luck"));
        Assert.Single(Drive(Runs(1), (run, _) => Finish(run)).Failed);
        Assert.Equal(2, _started.Count);
        Assert.Equal(1, Drive(Runs(1), (run, _) => Finish(run), retry: true).Done);
    }

    [Fact]
    public void AnEndWithoutARecordIsAFailure() =>
        Assert.Equal("it ended without a record", Assert.Single(Drive(Runs(1), (_, _) => new RunState(RunStage.Ended)).Failed).Value);

    [Fact]
    public void AnInterruptionIsNone() =>
        Assert.Equal(1, Drive(Runs(1), (run, times) => times < 5 ? new RunState(RunStage.Interrupted, "signal 9") : Finish(run)).Done);

    [Fact]
    public void FiveInterruptionsAtOnePlaceAreAFailure()
    {
        var reason = Assert.Single(Drive(Runs(1), (_, _) => new RunState(RunStage.Interrupted, "signal 9")).Failed).Value;
        Assert.Equal("signal 9 (5 times in a row without a new checkpoint between; is there memory enough?)", reason);
        Assert.Equal(5, _started.Count);
    }

    [Fact]
    public void InterruptionsThatGetFurtherAreNone() => Assert.Equal(1, Drive(Runs(1), (run, times) =>
    {
        new RunStatus(1, 10 * times, null).Write(Folder.Status(run));
        return times < 7 ? new RunState(RunStage.Interrupted, "signal 9") : Finish(run);
    }).Done);

    [Fact]
    public void ARefusalOfThePlaceEndsTheDriverAndLosesNothing()
    {
        Assert.Equal("full", Assert.Throws<PmlException>(() => Drive(Runs(3), (run, _) => run.Label == "run 1" ? throw new PmlException("full") : Finish(run))).Message);
        Assert.Equal(3, Drive(Runs(3), (run, _) => Finish(run)).Done);
    }

    [Fact]
    public void ASecondDriverIsRefused()
    {
        using var first = Folder.Hold();
        Assert.StartsWith("Another process is at this sweep", Assert.Throws<PmlException>(() => Drive(Runs(1), (run, _) => Finish(run))).Message, StringComparison.Ordinal);
        Assert.Empty(_started);
    }

    [Fact]
    public void WhatIsStoppedIsAskedToEndAndIsNoFailure()
    {
        var runs = Runs(3);
        using var stop = new CancellationTokenSource();
        var place = new ScriptedPlace((_, _) =>
        {
            stop.Cancel();
            return new RunState(RunStage.Running);
        });
        var end = new SweepDriver(runs, Folder, place).Run(null, stop.Token);
        Assert.Equal((0, 3, 0), (end.Done, end.Waiting, end.Failed.Count));
        Assert.Equal(1, place.Cancelled);
        Assert.All(runs, run => Assert.False(File.Exists(Folder.Attempts(run))));
    }

    [Fact]
    public void APlaceThatOutlivesItsDriverIsAskedToEndOnlyWhenTheSweepIsCancelled()
    {
        var runs = Runs(2);
        using var stop = new CancellationTokenSource();
        var place = new ScriptedPlace((run, _) =>
        {
            stop.Cancel();
            return run == runs[0] ? new RunState(RunStage.Running) : new RunState(RunStage.Waiting, "no node is free");
        }) { OutlivesDriver = true };
        var end = new SweepDriver(runs, Folder, place).Run(null, stop.Token);
        Assert.Equal((0, 1, 1), (end.Done, end.Running.Count, end.Waiting));
        Assert.Equal(["1 waiting: no node is free"], end.Queued);
        Assert.Contains("0 of 2 runs done, 1 running, 1 waiting\n  run 0: starting\n  1 waiting: no node is free", end.ToString());
        Assert.Equal(0, place.Cancelled);
        var ended = new SweepDriver(runs, Folder, place).End();
        Assert.Equal((2, 0), (ended.Waiting, ended.Running.Count));
        Assert.Equal(1, place.Cancelled);
    }

    private SweepFolder Folder => new(_scratch["sweep"], _scratch["runs.jsonl"]);

    private SweepProgress Drive(PlannedRun[] runs, Func<PlannedRun, int, RunState> play, bool retry = false)
    {
        var driver = new SweepDriver(runs, Folder, new ScriptedPlace((run, times) =>
        {
            _started.Add(run.Label);
            return play(run, times);
        }));
        return driver.Run(null, default, retry);
    }

    private RunState Finish(PlannedRun run)
    {
        RunRecords.Append(Folder.Results, Record(run.Setup.Seed));
        return new RunState(RunStage.Ended);
    }

    private static RunRecord Record(long seed) => Records.Of("LS", seed, [[0.9, 0.8]], 60, ("hypervolume", 0.72));

    private static PlannedRun[] Runs(int count) =>
        [.. Enumerable.Range(0, count).Select(seed => new PlannedRun(RunRequest.Of("multimnist", "paper", "full", "LS", seed, []), Record(seed).Setup, Record(seed).Identity, $"run {seed}"))];

    // Takes two runs at a time; a state that is not over is interrupted when it is cancelled.
    private sealed class ScriptedPlace(Func<PlannedRun, int, RunState> play) : IRunPlace
    {
        private readonly Dictionary<PlannedRun, RunState> _runs = [];
        private readonly Dictionary<PlannedRun, int> _times = [];

        public int Cancelled { get; private set; }

        public bool OutlivesDriver { get; init; }

        public int Room => 2 - _runs.Count;

        public void Start(IReadOnlyList<PlannedRun> runs)
        {
            Assert.InRange(runs.Count, 1, Room);
            foreach (var run in runs) _runs.Add(run, play(run, _times[run] = _times.GetValueOrDefault(run) + 1));
        }

        public IReadOnlyDictionary<PlannedRun, RunState> Poll(IReadOnlyCollection<PlannedRun> open)
        {
            var states = _runs.ToDictionary();
            foreach (var (run, state) in states)
                if (state.IsOver) _runs.Remove(run);
            return states;
        }

        public void Cancel()
        {
            Cancelled++;
            foreach (var run in _runs.Keys.ToArray()) _runs[run] = new RunState(RunStage.Interrupted, "asked to end");
        }

        public void Dispose()
        {
        }
    }
}
