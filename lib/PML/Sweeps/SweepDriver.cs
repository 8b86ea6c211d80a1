using PML.Support;
using PML.Training;

namespace PML.Sweeps;

/// <summary>Brings a list of runs to their records: starts them at a place, begins again what was interrupted, retries once what failed.</summary>
/// <remarks>
/// All that it knows is in files: the results, the attempts of each run, and what the place finds of runs under way. So it may be killed at any
/// moment and started again. It measures no time by the clock of the machine, which may jump.
/// </remarks>
/// <param name="runs">The runs.</param>
/// <param name="folder">The sweep's files.</param>
/// <param name="place">Where the runs execute; the caller's.</param>
internal sealed class SweepDriver(IReadOnlyList<PlannedRun> runs, SweepFolder folder, IRunPlace place)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly SweepResults _results = new(folder.Results);
    private readonly Dictionary<PlannedRun, Attempts> _attempts = runs.ToDictionary(run => run, run => Attempts.Read(folder.Attempts(run)));
    private bool _cancelled, _stopping;
    private int _busy;

    /// <summary>The newest record of each identity in the results file.</summary>
    internal IReadOnlyDictionary<string, RunRecord> Records => _results.Records;

    /// <summary>How many lines of the results file are no run records.</summary>
    internal int Unreadable => _results.Unreadable;

    /// <summary>Runs the sweep to its end.</summary>
    /// <param name="progress">Told ten times a second.</param>
    /// <param name="stop">Ends it: the runs under way write their checkpoints. Where the place outlives the driver they go on.</param>
    /// <param name="retry">Whether runs that failed before are begun again, from their checkpoints.</param>
    /// <returns>How it ended: all is done or failed, or it was stopped.</returns>
    /// <exception cref="PmlException">Another driver is at it, a file cannot be written, or the place refuses runs. Runs under way go on.</exception>
    internal SweepProgress Run(IProgress<SweepProgress>? progress, CancellationToken stop, bool retry = false)
    {
        RunRecords.CheckWritable(folder.Results);
        using var held = folder.Hold();
        if (retry) Forget();
        while (true)
        {
            if (!_stopping && (_cancelled || File.Exists(folder.Cancel) || (stop.IsCancellationRequested && !place.OutlivesDriver))) Stop();
            if (!_stopping && stop.IsCancellationRequested) return Look();
            var now = Advance();
            progress?.Report(now);
            if (_busy == 0 && (_stopping || now.Waiting == 0))
            {
                if (now.Done == now.Total) folder.Tidy(runs);
                return now;
            }

            if (_stopping) Thread.Sleep(Tick);
            else stop.WaitHandle.WaitOne(Tick);
        }
    }

    /// <summary>Ends the runs under way, whoever started them.</summary>
    /// <returns>How it ended.</returns>
    /// <exception cref="PmlException">As for <see cref="Run"/>.</exception>
    internal SweepProgress End()
    {
        _cancelled = true;
        return Run(null, CancellationToken.None);
    }

    /// <summary>Where the sweep stands; changes nothing.</summary>
    internal SweepProgress Look()
    {
        var states = place.Poll(Open());
        _results.Read();
        return Now([.. Open().Where(run => states.TryGetValue(run, out var state) && !state.IsOver)], states);
    }

    private void Forget()
    {
        foreach (var run in runs.Where(run => _attempts[run].IsFailed))
        {
            File.Delete(folder.Attempts(run));
            _attempts[run] = new Attempts();
        }
    }

    private void Stop()
    {
        _stopping = true;
        if (File.Exists(folder.Cancel)) File.Delete(folder.Cancel);
        place.Poll(Open());
        place.Cancel();
    }

    private PlannedRun[] Open()
    {
        _results.Read();
        return [.. runs.Where(run => !Records.ContainsKey(run.Identity) && !_attempts[run].IsFailed)];
    }

    private SweepProgress Advance()
    {
        var states = place.Poll(Open());
        // After the states: the record of a run that is over is there by now, if it made one.
        var open = Open();
        foreach (var run in open)
            if (states.TryGetValue(run, out var state) && state.IsOver) Over(run, state);
        var busy = open.Where(run => states.TryGetValue(run, out var state) && !state.IsOver).ToList();
        var waiting = _stopping ? [] : open.Where(run => !busy.Contains(run) && !_attempts[run].IsFailed).Take(place.Room).ToArray();
        if (waiting.Length > 0) place.Start(waiting);
        _busy = busy.Count + waiting.Length;
        return Now([.. busy, .. waiting], states);
    }

    // A run that this driver asked to end was not interrupted.
    private void Over(PlannedRun run, RunState state)
    {
        if (_stopping && state.Stage == RunStage.Interrupted) return;
        _attempts[run] = _attempts[run].After(state, RunStatus.Read(folder.Status(run)));
        _attempts[run].Write(folder.Attempts(run));
    }

    private SweepProgress Now(IReadOnlyList<PlannedRun> busy, IReadOnlyDictionary<PlannedRun, RunState> states) => new(
        runs.Count,
        runs.Count(run => Records.ContainsKey(run.Identity)),
        [.. busy.Where(run => !states.TryGetValue(run, out var state) || state.Stage == RunStage.Running).Select(run => RunStatus.Read(folder.Status(run)) is { Progress: { } at } ? (at with { Run = run.Label }).ToString() : $"{run.Label}: starting")],
        [.. runs.Where(run => !Records.ContainsKey(run.Identity) && _attempts[run].IsFailed).Select(run => KeyValuePair.Create(run.Label, _attempts[run].Reason))])
    {
        Queued = [.. busy.Select(run => states.GetValueOrDefault(run)).Where(state => state?.Stage == RunStage.Waiting).GroupBy(state => state!.Reason).Select(same => FormattableString.Invariant($"{same.Count()} waiting: {same.Key}"))],
    };
}
