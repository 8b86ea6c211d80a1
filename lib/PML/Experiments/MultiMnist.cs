using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PML.Data;
using PML.Metrics;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>The MultiMNIST experiment: two overlaid digits, a LeNet with a decoder each.</summary>
/// <remarks>Source: the paper, Section 5.1, Fig. 4 left, Table 4 left half; settings in Appendix B.</remarks>
public sealed record MultiMnist
{
    private static readonly string[] Scales = ["full", "smoke"];

    /// <summary>As the paper's text: 60,000/10,000/10,000 images, the second digit bottom-right.</summary>
    public static MultiMnist Paper { get; } = new();

    /// <summary>As the released code: 50,000/10,000/10,000 images, the second digit two pixels from the corner.</summary>
    public static MultiMnist Code { get; } = new() { Protocol = "code" };

    /// <summary>How the images are made: "paper", "code", or "tiny" (generated stand-in digits, for trying things out). "paper-seed1" is another draw of the images.</summary>
    public string Protocol
    {
        get;
        init => field = Regex.IsMatch(value, "^(tiny|(paper|code)(-seed[0-9]{1,9})?)$") ? value
            : throw new PmlException($"Protocol must be paper, code or tiny, or one of the first two with a seed such as paper-seed1; found '{value}'.");
    } = "paper";

    /// <summary>"full", or "smoke": the tiny set and at most 3 epochs, to see in seconds that all works. Its numbers mean nothing.</summary>
    public string Scale { get; private init; } = "full";

    /// <summary>Passes over the training data.</summary>
    public int Epochs { get; init => field = Check.AtLeast(value, 1); } = 10;

    /// <summary>Samples a batch.</summary>
    public int BatchSize { get; init => field = Check.AtLeast(value, 1); } = 256;

    /// <summary>Adam's learning rate for the baselines.</summary>
    public double LearningRate { get; init => field = Check.Positive(value); } = 1e-3;

    /// <summary>This experiment at a scale.</summary>
    /// <param name="scale">"full" or "smoke".</param>
    /// <returns>The experiment to run.</returns>
    /// <exception cref="PmlException">There is no such scale.</exception>
    public MultiMnist At(string scale) => Check.OneOf(scale, Scales, nameof(scale)) == "full"
        ? this
        : this with { Scale = "smoke", Protocol = "tiny", Epochs = Math.Min(Epochs, 3), BatchSize = Math.Min(BatchSize, 64) };

    /// <summary>Trains a method from several seeds, and evaluates each run on the test images.</summary>
    /// <param name="method">E.g. <see cref="PmlOptions"/>.</param>
    /// <param name="seeds">How many: seeds 0, 1, ...</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="checkpoints">A folder for the runs' checkpoints, or null for none.</param>
    /// <param name="cancellationToken">Ends the training at the next batch.</param>
    /// <returns>The runs; the caller disposes them.</returns>
    public Runs Train(IMethod method, int seeds = 1, IProgress<TrainProgress>? progress = null, string? checkpoints = null, CancellationToken cancellationToken = default) =>
        Train([method], seeds, progress, checkpoints, cancellationToken);

    /// <summary>Trains several methods, each from several seeds.</summary>
    /// <param name="methods">The methods, in order.</param>
    /// <param name="seeds">How many of each: seeds 0, 1, ...</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="checkpoints">A folder for the runs' checkpoints, or null for none.</param>
    /// <param name="cancellationToken">Ends the training at the next batch.</param>
    /// <returns>The runs; the caller disposes them.</returns>
    public Runs Train(IEnumerable<IMethod> methods, int seeds = 1, IProgress<TrainProgress>? progress = null, string? checkpoints = null, CancellationToken cancellationToken = default)
    {
        Check.AtLeast(seeds, 1, nameof(seeds));
        using var data = MultiMnistData.Load(Protocol, Devices.Default, cancellationToken);
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
    /// <param name="cancellationToken">Ends the training at the next batch; finished runs are in the file.</param>
    /// <returns>One record a run, in the methods' order. The trained networks are not kept.</returns>
    /// <remarks>Several processes may do this at once with one file: each takes runs that no other has begun.</remarks>
    /// <exception cref="PmlException">The file cannot be read or written.</exception>
    public IReadOnlyList<RunRecord> Records(IEnumerable<IMethod> methods, int seeds, string? results, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        (IMethod Method, int Seed)[] wanted = [.. methods.SelectMany(method => Enumerable.Range(0, Check.AtLeast(seeds, 1, nameof(seeds))).Select(seed => (method, seed)))];
        var sha256 = PreparedData.OpenOrPrepare("multimnist", Protocol, Console.WriteLine, cancellationToken).Sha256;
        MultiMnistData? data = null; // read when the first run is trained
        try
        {
            return SharedRuns.Complete(results, [.. wanted.Select(run => Setup(run.Method, run.Seed, sha256))], Make, cancellationToken);
        }
        finally
        {
            data?.Dispose();
        }

        RunRecord Make(int place)
        {
            data ??= MultiMnistData.Load(Protocol, Devices.Default, cancellationToken);
            using var run = Train(wanted[place].Method, wanted[place].Seed, data, progress, null, cancellationToken);
            return run.Record;
        }
    }

    private Run Train(IMethod method, int seed, MultiMnistData data, IProgress<TrainProgress>? progress, string? checkpoints, CancellationToken cancellationToken)
    {
        var network = new LeNet();
        var trainer = new Trainer(new TrainOptions
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            LearningRate = LearningRate,
            Seed = seed,
            CheckpointPath = checkpoints is null ? null : Path.Combine(checkpoints, CheckpointName(method, seed)),
        });
        using var learner = trainer.Train(method, new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()]), data.Train, progress, cancellationToken);
        var evaluation = Stopwatch.StartNew();
        var ensemble = new Ensemble(network, learner.Weights());
        try
        {
            var found = Measure(ensemble, data, Simplex.EvaluationGrid(ensemble.Members));
            return new Run(Record(Setup(method, seed, data.Sha256), trainer.Elapsed + evaluation.Elapsed, found), ensemble);
        }
        catch
        {
            ensemble.Dispose();
            throw;
        }
    }

    // Two methods of one name but other options must not share a file.
    private string CheckpointName(IMethod method, int seed)
    {
        var options = Encoding.UTF8.GetBytes($"{method.GetType().Name} {RunConfig.Canonical(RunConfig.From(method))}; {RunConfig.Canonical(RunConfig.From(this))}");
        return $"multimnist-{Protocol}-{method.GetType().Name}-{Convert.ToHexString(SHA256.HashData(options))[..12]}-seed{seed}.safetensors";
    }

    private static (Dictionary<string, double> Metrics, IReadOnlyList<double[]> Front) Measure(Ensemble ensemble, MultiMnistData data, IReadOnlyList<double[]> grid)
    {
        var front = FrontEvaluation.Accuracies(ensemble, data.Test, grid);
        var valid = FrontEvaluation.Accuracies(ensemble, data.Valid, grid);
        return (new()
        {
            ["hypervolume"] = Hypervolume.Of(front, [0, 0], Direction.Maximize),
            ["task1.accuracy"] = front.Max(point => point[0]),
            ["task2.accuracy"] = front.Max(point => point[1]),
            ["valid.hypervolume"] = Hypervolume.Of(valid, [0, 0], Direction.Maximize),
        }, front);
    }

    private RunSetup Setup(IMethod method, int seed, string sha256) => new(
        "multimnist", method.Name, seed, Scale, RunConfig.From(new { experiment = RunConfig.From(this), method = RunConfig.From(method) }), new DataRecord("multimnist", Protocol, sha256));

    private RunRecord Record(RunSetup setup, TimeSpan elapsed, (Dictionary<string, double> Metrics, IReadOnlyList<double[]> Front) found) => new()
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
    };
}
