using System.Diagnostics;
using System.Globalization;
using PML.Support;

namespace PML.Sweeps;

/// <summary>A Slurm cluster that sees the sweep's folder and the kit under the same paths as this machine. The runs are tasks of job arrays.</summary>
/// <remarks>
/// Slurm itself begins a preempted run again, or one whose node failed (--requeue), also while no driver is there; it goes on from its checkpoint.
/// Which arrays there are is written down before sbatch is called, under the name that the job gets: so whatever happens, a later driver finds them.
/// </remarks>
/// <param name="folder">The sweep's files.</param>
/// <param name="options">What a run asks for.</param>
/// <param name="checkpointSeconds">Seconds between two checkpoints of a run.</param>
internal sealed class SlurmCluster(SweepFolder folder, SlurmOptions options, double checkpointSeconds) : IRunPlace
{
    // A shared file system may show a node's new record seconds after the end of its job.
    private static readonly TimeSpan RecordMayTake = TimeSpan.FromSeconds(15);

    private readonly SlurmQueue _queue = new();
    private readonly Dictionary<(string, int), Stopwatch> _ended = [];
    private List<SlurmArray> _arrays = [.. SlurmArray.ReadAll(folder.Slurm)];
    private bool _cancelled;

    /// <summary>Whether a sweep has runs on a cluster.</summary>
    internal static bool Has(SweepFolder folder) => SlurmArray.ReadAll(folder.Slurm).Count > 0;

    /// <summary>Whether what is over stays as it is, for a driver to find.</summary>
    internal bool OnlyLooks { get; init; }

    /// <inheritdoc/>
    public bool OutlivesDriver => true;

    /// <inheritdoc/>
    public int Room
    {
        get
        {
            // The limit is each array's own. So a further one is no larger than what the others leave of it.
            var open = _arrays.Sum(array => array.Open.Count());
            return open == 0 || options.MaxRunning is null ? int.MaxValue : Math.Max(0, options.MaxRunning.Value - open);
        }
    }

    /// <inheritdoc/>
    public void Start(IReadOnlyList<PlannedRun> runs)
    {
        foreach (var part in runs.Chunk(LargestArray())) Submit(part);
        _queue.Expire();
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<PlannedRun, RunState> Poll(IReadOnlyCollection<PlannedRun> open)
    {
        _queue.Ask(_arrays);
        var states = new Dictionary<PlannedRun, RunState>();
        var runs = open.ToDictionary(run => run.Identity);
        _arrays = [.. _arrays.Select(array => Known(array)).OfType<SlurmArray>().Select(array => Look(array, runs, states)).OfType<SlurmArray>()];
        return states;
    }

    /// <inheritdoc/>
    public void Cancel()
    {
        _cancelled = true;
        _queue.Expire();
        if (_arrays.Count == 0) return;
        var answer = SlurmTools.Run("scancel", _arrays.Select(array => array.Job ?? $"--name={array.Name}"));
        if (!answer.IsGood) throw new PmlException($"Slurm does not cancel the runs. It says:\n  {answer.Error.ReplaceLineEndings("\n  ")}\nTry again later.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Expire();
        Poll([]);
    }

    // Default, and the number of tasks of an array is one less than the limit at most.
    private static int LargestArray()
    {
        var line = SlurmTools.Run("scontrol", "show", "config").Output.Split('\n').FirstOrDefault(line => line.StartsWith("MaxArraySize", StringComparison.Ordinal));
        return int.TryParse(line?.Split('=')[1], CultureInfo.InvariantCulture, out var size) ? Math.Max(1, size - 1) : 1000;
    }

    private void Submit(PlannedRun[] runs)
    {
        var array = new SlurmArray($"pml-{runs[0].Setup.Experiment}-{Guid.NewGuid():n}", [.. runs.Select(run => run.Identity)]);
        var (commands, script) = (InFolder(array.Name + ".commands"), InFolder(array.Name + ".sh"));
        AtomicFile.WriteText(commands, string.Concat(runs.Select(run => SlurmScript.Line(WorkerCommand.Of(run, folder, checkpointSeconds), folder.Log(run), options.Cpus) + "\n")));
        AtomicFile.WriteText(script, SlurmScript.Text(commands));
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Log(runs[0]))!);
        array.Write(folder.Slurm);
        var answer = SlurmTools.Run("sbatch", SlurmScript.Arguments(array.Name, runs.Length, options, script, InFolder(array.Name + "-%a.out")));
        if (answer.IsGood) array = array with { Job = answer.Output.Trim().Split(';')[0] };
        else if (!(_queue.HasAnswered && SlurmRefusal.IsPassing(answer.Error)))
        {
            array.Delete(folder.Slurm);
            throw SlurmRefusal.Of(answer.Error);
        }

        // Where no answer came, the queue tells later whether the job is there.
        array.Write(folder.Slurm);
        _arrays.Add(array);
    }

    // An array whose number nobody wrote down is looked up by its name; null where Slurm never got it.
    private SlurmArray? Known(SlurmArray array)
    {
        if (array.Job is not null || _queue.Silence is not null) return array;
        var known = _queue.Job(array.Name) is { } job ? array with { Job = job } : null;
        if (OnlyLooks) return known;
        if (known is null) array.Delete(folder.Slurm);
        else known.Write(folder.Slurm);
        return known;
    }

    // Null where all of it is over.
    private SlurmArray? Look(SlurmArray array, Dictionary<string, PlannedRun> runs, Dictionary<PlannedRun, RunState> states)
    {
        var accounts = new Lazy<Dictionary<int, SlurmTask>>(() => array.Job is { } job ? SlurmQueue.Accounts(job) : []);
        var over = new List<int>();
        foreach (var index in array.Open)
        {
            var run = runs.GetValueOrDefault(array.Runs[index]);
            var state = State(array, index, run, accounts);
            if (state.IsOver) over.Add(index);
            if (run is not null && (!states.TryGetValue(run, out var other) || other.IsOver)) states[run] = state;
        }

        if (over.Count == 0) return array;
        var rest = array with { Over = [.. array.Over, .. over] };
        // Before anybody hears of it: told twice, a failure would count twice.
        if (!OnlyLooks && rest.Open.Any()) rest.Write(folder.Slurm);
        else if (!OnlyLooks) rest.Delete(folder.Slurm);
        return rest.Open.Any() ? rest : null;
    }

    private RunState State(SlurmArray array, int index, PlannedRun? run, Lazy<Dictionary<int, SlurmTask>> accounts)
    {
        var task = _queue[array.Name, index];
        if (_queue.Silence is { } silence) return new RunState(task?.State == "RUNNING" ? RunStage.Running : RunStage.Waiting, $"the scheduler does not answer: {silence}");
        if ((task ?? accounts.Value.GetValueOrDefault(index)) is not { } known) return new RunState(RunStage.Interrupted, "Slurm no longer knows it");
        if (_cancelled && known.State == "CANCELLED") return new RunState(RunStage.Interrupted, "it was cancelled");
        var state = SlurmWords.State(known, how => Said(array, index, run, how));
        return state.Stage == RunStage.Ended && run is not null && !IsLate(array, index) ? new RunState(RunStage.Running) : state;
    }

    private bool IsLate(SlurmArray array, int index)
    {
        if (!_ended.TryGetValue((array.Name, index), out var since)) _ended[(array.Name, index)] = since = Stopwatch.StartNew();
        return since.Elapsed > RecordMayTake;
    }

    // The worker's words; where it never began, those of the node.
    private string Said(SlurmArray array, int index, PlannedRun? run, string how) =>
        run is null ? how : SweepFolder.LastWords(folder.Log(run), SweepFolder.LastWords(InFolder(FormattableString.Invariant($"{array.Name}-{index}.out")), how));

    private string InFolder(string name) => Path.Combine(folder.Slurm, name);
}
