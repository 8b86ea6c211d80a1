using System.Globalization;
using PML.Experiments;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Sweeps;

/// <summary>A grid of runs: every method with every combination of settings from every seed, in one process a run.</summary>
/// <remarks>
/// For instance Table 2's grid: <c>var pml = Sweep.Of(MultiMnist.Code).Seeds(0, 1, 2);</c> then
/// <c>pml.Over("window", 1).And(pml.Over("window", 2, 3, 4, 5).Over("lambda", 0, 2, 5, 10)).Run("table2.sweep")</c>.
/// </remarks>
public sealed record Sweep
{
    private readonly Experiment _experiment;
    private IReadOnlyList<IMethod> _methods = [new PmlOptions()];
    private IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> _settings = [];
    private IReadOnlyList<long> _seeds = [0];
    private IReadOnlyList<Sweep> _others = [];

    private Sweep(Experiment experiment) => _experiment = experiment;

    /// <summary>A sweep of one run: PML with its default options, seed 0.</summary>
    /// <param name="experiment">With its settings, e.g. <c>MultiMnist.Code.At("smoke")</c>.</param>
    /// <returns>The sweep.</returns>
    public static Sweep Of(Experiment experiment) => new(experiment);

    /// <summary>The same with other methods.</summary>
    /// <param name="names">Names from the catalogue, e.g. "PML", "LS"; at least one.</param>
    /// <returns>The changed sweep.</returns>
    /// <exception cref="PmlException">There is no such method.</exception>
    public Sweep Methods(params string[] names) => Methods([.. names.Select(MethodCatalogue.Find)]);

    /// <summary>The same with other methods.</summary>
    /// <param name="methods">Methods with their options; at least one.</param>
    /// <returns>The changed sweep.</returns>
    public Sweep Methods(params IMethod[] methods) => this with { _methods = Some(methods, "method") };

    /// <summary>The same with one setting going over some values; several such settings make a grid of all combinations.</summary>
    /// <param name="name">A setting of the experiment or of the methods, e.g. "window"; "method.name" where both have one of that name.</param>
    /// <param name="values">Its values; at least one.</param>
    /// <returns>The changed sweep.</returns>
    public Sweep Over(string name, params object[] values) =>
        this with { _settings = [.. _settings, new(name, Some([.. values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")], $"value of {name}"))] };

    /// <summary>The same from other seeds.</summary>
    /// <param name="seeds">Root seeds; at least one.</param>
    /// <returns>The changed sweep.</returns>
    public Sweep Seeds(params long[] seeds) => this with { _seeds = Some(seeds, "seed") };

    /// <summary>The runs of this sweep and of another; one that both have is made once.</summary>
    /// <param name="other">The other, which may be of another experiment.</param>
    /// <returns>The joint sweep.</returns>
    public Sweep And(Sweep other) => this with { _others = [.. _others, other] };

    /// <summary>The runs, in order: methods, then settings as they were named, then seeds.</summary>
    /// <returns>Each run once.</returns>
    /// <exception cref="PmlException">A setting's name is unknown, or a value of the wrong type or range.</exception>
    public IReadOnlyList<RunRequest> Requests()
    {
        var own = _methods.Select(method => new RunRequest(_experiment, method, 0));
        foreach (var (name, values) in _settings) own = own.SelectMany(run => values, (run, value) => run.With(name, value));
        return [.. own.SelectMany(run => _seeds, (run, seed) => run with { Seed = seed }).Concat(_others.SelectMany(other => other.Requests())).Distinct()];
    }

    /// <summary>Makes all runs that have no record yet, each in a process of its own.</summary>
    /// <param name="folder">Where the sweep keeps its state, e.g. "table2.sweep"; made where missing. The same folder goes on with what is unfinished.</param>
    /// <param name="results">The results file; null for results.jsonl in the folder. Runs that it holds are not repeated.</param>
    /// <param name="jobs">How many runs at a time; null for as many as there are cores.</param>
    /// <param name="progress">Told how it goes, e.g. <see cref="Live.Sweep"/>.</param>
    /// <param name="slurm">Executes the runs on a Slurm cluster, as many at a time as it gives; null for this machine.</param>
    /// <param name="cancellationToken">Ends it: the runs under way write their checkpoints, and the same call goes on from them. Jobs of a cluster go on. Without one, in a notebook, the interruption of the cell.</param>
    /// <returns>One record for each of <see cref="Requests"/>, in their order.</returns>
    /// <exception cref="PmlException">A run failed twice (all others are made first; the message has each reason), a run cannot be named to another process, another process is at this sweep, or a file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or somebody cancelled the sweep.</exception>
    public IReadOnlyList<RunRecord> Run(string folder, string? results = null, int? jobs = null, IProgress<SweepProgress>? progress = null, SlurmOptions? slurm = null, CancellationToken cancellationToken = default)
    {
        cancellationToken = NotebookInterruption.Or(cancellationToken);
        var runs = SweepPlan.Of(Requests(), cancellationToken);
        var files = new SweepFolder(folder, results);
        using IRunPlace place = slurm is not null
            ? new SlurmCluster(files, slurm, CheckpointFolder.DefaultSeconds)
            : new LocalProcesses(files, Check.AtLeast(jobs ?? Environment.ProcessorCount, 1, nameof(jobs)), CheckpointFolder.DefaultSeconds);
        var driver = new SweepDriver(runs, files, place);
        var end = driver.Run(progress, cancellationToken, retry: true);
        if (end.Done == end.Total) return [.. runs.Select(run => driver.Records[run.Identity])];
        if (end.Failed.Count == 0) throw new OperationCanceledException($"The sweep was stopped: {end.Summary}. The same call goes on.", cancellationToken);
        throw new PmlException($"{end}\nThe other runs are in {files.Results}; the same call tries these again.");
    }

    private static IReadOnlyList<T> Some<T>(IReadOnlyList<T> values, string what) => values.Count > 0 ? values : throw new PmlException($"A sweep needs at least one {what}; found none.");
}
