using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using PML.Data;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>An experiment: data, a network, losses and metrics, with settings that a notebook, the command line and a sweep change by name.</summary>
/// <remarks>A new one derives this record, says what its parts are, and takes its place in <see cref="ExperimentCatalogue"/>.</remarks>
public abstract record Experiment
{
    private static readonly string[] Scales = ["full", "smoke"];

    // Of the validation split, for the figure that grows during training.
    private const int PreviewSamples = 64;

    /// <summary>The experiment's name in records and on the command line, e.g. "multimnist".</summary>
    public abstract string Name { get; }

    /// <summary>"full", or "smoke": generated data and a short training, to see in seconds that all works. Its numbers mean nothing.</summary>
    public string Scale { get; protected init; } = Scales[0];

    /// <summary>Passes over the training data; at least 1.</summary>
    public int Epochs { get; init => field = Check.AtLeast(value, 1); } = 10;

    /// <summary>Samples a batch; at least 1.</summary>
    public int BatchSize { get; init => field = Check.AtLeast(value, 1); } = 256;

    /// <summary>Adam's learning rate for the baselines; above 0.</summary>
    public double LearningRate { get; init => field = Check.Positive(value); } = 1e-3;

    /// <summary>After how many epochs the learning rate drops, each at least 1; default none: no scheduler.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Numbers? Milestones { get; init => field = value is null || value.All(epoch => epoch >= 1) ? value : throw new PmlException($"Milestones must be at least 1, in epochs; found {value}."); }

    /// <summary>What each drop multiplies the learning rate by, in (0, 1]; default 0.1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MilestoneFactor { get; init => field = value is { } factor ? Check.InRange(Check.Positive(factor), 0, 1) : null; }

    /// <summary>This experiment at a scale.</summary>
    /// <param name="scale">"full" or "smoke".</param>
    /// <returns>The experiment to run.</returns>
    /// <exception cref="PmlException">There is no such scale.</exception>
    public virtual Experiment At(string scale) => Check.OneOf(scale, Scales, nameof(scale)) == Scales[0] ? this : Smoke();

    /// <summary>The experiment at scale "smoke".</summary>
    /// <returns>A short training on generated data.</returns>
    protected abstract Experiment Smoke();

    /// <summary>The network that is trained.</summary>
    /// <returns>The architecture.</returns>
    protected abstract Network NewNetwork();

    /// <summary>What is minimised, one loss a task.</summary>
    /// <returns>In the order of the network's outputs.</returns>
    protected abstract IReadOnlyList<ITaskLoss> Losses();

    /// <summary>Which data a run is trained on; prepares it first where it is missing.</summary>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>Name, protocol and checksum.</returns>
    protected abstract DataRecord FindData(CancellationToken cancellationToken);

    /// <summary>The data on the device.</summary>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>The splits; the caller disposes them.</returns>
    protected abstract Splits LoadData(CancellationToken cancellationToken);

    /// <summary>What a trained front reaches.</summary>
    /// <param name="front">An ensemble, or a hypernetwork.</param>
    /// <param name="data">The splits.</param>
    /// <returns>Numbers by name, and the fronts.</returns>
    protected abstract Measurement Measure(FrontModel front, Splits data);

    /// <summary>Everything that decides a run's result.</summary>
    /// <param name="method">How it is trained.</param>
    /// <param name="seed">The root seed.</param>
    /// <param name="cancellationToken">Ends the preparation of the data.</param>
    /// <returns>The set-up.</returns>
    public RunSetup Setup(IMethod method, long seed, CancellationToken cancellationToken = default) => Setup(method, seed, FindData(cancellationToken));

    /// <summary>One run, by itself.</summary>
    /// <param name="method">How to train.</param>
    /// <param name="seed">The root seed.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="checkpoints">A folder for the run's checkpoint, or null for none; a run whose checkpoint is there goes on from it.</param>
    /// <param name="cancellationToken">Ends the training at the next batch; the checkpoint is written first.</param>
    /// <returns>What it reached.</returns>
    public RunRecord Run(IMethod method, long seed, IProgress<TrainProgress>? progress = null, CheckpointFolder? checkpoints = null, CancellationToken cancellationToken = default)
    {
        cancellationToken = NotebookInterruption.Or(cancellationToken);
        using var data = LoadData(cancellationToken);
        using var run = Train(method, seed, data, progress, checkpoints, cancellationToken);
        return run.Record;
    }

    /// <summary>Trains a method from several seeds, and evaluates each run on the test split.</summary>
    /// <param name="method">E.g. <see cref="PmlOptions"/>.</param>
    /// <param name="seeds">How many: seeds 0, 1, ...</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="checkpoints">A folder for the runs' checkpoints, or null for none.</param>
    /// <param name="cancellationToken">Ends the training at the next batch.</param>
    /// <returns>The runs; the caller disposes them.</returns>
    public Runs Train(IMethod method, int seeds = 1, IProgress<TrainProgress>? progress = null, CheckpointFolder? checkpoints = null, CancellationToken cancellationToken = default) =>
        Train([method], seeds, progress, checkpoints, cancellationToken);

    /// <summary>Trains several methods, each from several seeds.</summary>
    /// <param name="methods">The methods, in order.</param>
    /// <param name="seeds">How many of each: seeds 0, 1, ...</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="checkpoints">A folder for the runs' checkpoints, or null for none.</param>
    /// <param name="cancellationToken">Ends the training at the next batch.</param>
    /// <returns>The runs; the caller disposes them.</returns>
    public Runs Train(IEnumerable<IMethod> methods, int seeds = 1, IProgress<TrainProgress>? progress = null, CheckpointFolder? checkpoints = null, CancellationToken cancellationToken = default)
    {
        Check.AtLeast(seeds, 1, nameof(seeds));
        cancellationToken = NotebookInterruption.Or(cancellationToken);
        using var data = LoadData(cancellationToken);
        var runs = new List<Run>();
        try
        {
            foreach (var method in methods)
                for (var seed = 0; seed < seeds; seed++)
                    runs.Add(Train(method, seed, data, progress, checkpoints, cancellationToken));
            return new Runs(runs);
        }
        catch
        {
            foreach (var run in runs) run.Dispose();
            throw;
        }
    }

    /// <summary>The records of several methods' runs: those that a results file holds already are taken from it, the others are trained and added to it.</summary>
    /// <param name="methods">The methods, in order.</param>
    /// <param name="seeds">How many runs of each: seeds 0, 1, ...</param>
    /// <param name="results">A results file, made where missing; null trains all runs and keeps none.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="checkpoints">A folder for the runs' checkpoints, each removed when its run is done, or null for none; a run whose checkpoint is there goes on from it.</param>
    /// <param name="cancellationToken">Ends the training at the next batch; finished runs are in the file.</param>
    /// <returns>One record a run, in the methods' order. The trained networks are not kept.</returns>
    /// <remarks>Several processes may do this at once with one file: each takes runs that no other has begun.</remarks>
    /// <exception cref="PmlException">The file cannot be read or written.</exception>
    public IReadOnlyList<RunRecord> Records(IEnumerable<IMethod> methods, int seeds, string? results, IProgress<TrainProgress>? progress = null, CheckpointFolder? checkpoints = null, CancellationToken cancellationToken = default)
    {
        (IMethod Method, int Seed)[] wanted = [.. methods.SelectMany(method => Enumerable.Range(0, Check.AtLeast(seeds, 1, nameof(seeds))).Select(seed => (method, seed)))];
        cancellationToken = NotebookInterruption.Or(cancellationToken);
        var found = FindData(cancellationToken);
        Splits? data = null; // read when the first run is trained
        try
        {
            var records = SharedRuns.Complete(results, [.. wanted.Select(run => Setup(run.Method, run.Seed, found))], Make, cancellationToken);
            foreach (var record in records) RunLog.Note(record);
            if (RunRecords.Mixture(records) is { } mixture) Console.WriteLine(mixture);
            return records;
        }
        finally
        {
            data?.Dispose();
        }

        RunRecord Make(int place)
        {
            data ??= LoadData(cancellationToken);
            var (method, seed) = wanted[place];
            using var run = Train(method, seed, data, progress, checkpoints, cancellationToken);
            if (checkpoints is not null) File.Delete(CheckpointPath(checkpoints.Path, method, seed));
            return run.Record;
        }
    }

    /// <summary>Where a run keeps its checkpoint.</summary>
    /// <param name="folder">A folder.</param>
    /// <param name="method">How it is trained.</param>
    /// <param name="seed">The root seed.</param>
    /// <returns>A file's path; two methods of one name but other options do not share it.</returns>
    public string CheckpointPath(string folder, IMethod method, long seed)
    {
        var options = Encoding.UTF8.GetBytes($"{method.GetType().Name} {RunConfig.Canonical(RunConfig.From(method))}; {Scale} {RunConfig.Canonical(RunConfig.From(this))}");
        return Path.Combine(folder, $"{Name}-{method.GetType().Name}-{Convert.ToHexString(SHA256.HashData(options))[..12]}-seed{seed}.safetensors");
    }

    private Run Train(IMethod method, long seed, Splits data, IProgress<TrainProgress>? progress, CheckpointFolder? checkpoints, CancellationToken cancellationToken)
    {
        var network = method.Adapt(NewNetwork());
        var losses = Losses();
        using var statistics = network.NewStatistics(data.Train.X.device);
        var trainer = new Trainer(new TrainOptions
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            LearningRate = LearningRate,
            Schedule = Milestones is null ? Schedule.Constant : Schedule.MultiStep(Milestones.Select(epoch => (int)epoch), MilestoneFactor ?? 0.1),
            Seed = seed,
            CheckpointPath = checkpoints is null ? null : CheckpointPath(checkpoints.Path, method, seed),
            CheckpointSeconds = checkpoints?.Seconds ?? CheckpointFolder.DefaultSeconds,
        }, MemberCosines.Of) { Preview = new FrontPreview(network, losses, data.Valid.Count > 0 ? data.Valid : data.Train, Math.Min(BatchSize, PreviewSamples), statistics).Of };
        using var learner = trainer.Train(method, new NetworkObjective(network, losses, statistics), data.Train, progress, cancellationToken);
        var evaluation = Stopwatch.StartNew();
        var front = learner.Front(network, statistics?.clone());
        try
        {
            var found = Measure(front, data);
            // What was trained, in whatever form: fewer numbers than the members have, or many more.
            found = found with { Metrics = new Dictionary<string, double>(found.Metrics) { ["parameters"] = learner.Theta.numel() } };
            var run = new Run(Record(Setup(method, seed, data.Source), trainer.Elapsed + evaluation.Elapsed, found) with { Curves = MemberCosines.Curves(learner, trainer.History) }, front);
            RunLog.Note(run.Record);
            return run;
        }
        catch
        {
            front.Dispose();
            throw;
        }
    }

    private RunSetup Setup(IMethod method, long seed, DataRecord data) =>
        new(Name, method.Name, seed, Scale, RunConfig.From(new { experiment = RunConfig.From(this), method = RunConfig.From(method) }), data);

    private static RunRecord Record(RunSetup setup, TimeSpan elapsed, Measurement found) => new()
    {
        Experiment = setup.Experiment,
        Method = setup.Method,
        Seed = setup.Seed,
        Scale = setup.Scale,
        Config = setup.Config,
        Data = setup.Data,
        Engine = EngineInfo.Name,
        Device = Devices.Default.ToString(),
        Commit = Provenance.Commit,
        Command = Provenance.Command,
        Seconds = Math.Round(elapsed.TotalSeconds, 1),
        Metrics = found.Metrics,
        Front = found.Front,
        ValidFront = found.ValidFront,
    };
}
