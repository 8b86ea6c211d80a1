using PML.Data;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using PML.Weighting;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Experiments;

/// <summary>The paper's illustrative example: two losses of two weights, from five initial points or all 25 pairs of them.</summary>
/// <remarks>Source: the paper, Fig. 1 and Appendix C (Figs. 6 to 14). All runs of a method train side by side, on the CPU.</remarks>
public sealed record Illustrative
{
    private static readonly string[] Scales = ["full", "smoke"];

    /// <summary>c = 1, the losses at one scale (Figs. 1, 7 and 8).</summary>
    public static Illustrative EqualScales { get; } = new();

    /// <summary>c = 0.1, the first loss ten times smaller (Figs. 6 and 9 to 14).</summary>
    public static Illustrative UnequalScales { get; } = new() { LossScale = 0.1 };

    /// <summary>
    /// Pareto Manifold Learning for this example: no window, no penalty, and the learning rate of Appendix C as it stands. The m-fold rate of
    /// Section 5 leaves no failing pair at c = 1, where the paper has three or four.
    /// </summary>
    public static PmlOptions Pml { get; } = new() { Window = 1, MemberLearningRate = LearningRateRule.Plain };

    /// <summary>
    /// The baselines of Figs. 1 and 6, as <see cref="Weighting.Baselines.Paper"/>. Uncertainty weighting learns its variances four times slower: losses
    /// below 0 let them shrink without end, and at the usual rate their inverses overflow within 50,000 steps. Adam keeps the networks' pace the same.
    /// </summary>
    public static IReadOnlyList<IMethod> Baselines { get; } = [.. Weighting.Baselines.Paper.Select(method => method is UncertaintyWeighting uw ? uw with { Rate = uw.Rate / 4 } : method)];

    /// <summary>c, what the first loss is multiplied by; above 0.</summary>
    public double LossScale { get; init => field = Check.Positive(value); } = 1;

    /// <summary>Which sign the second loss has.</summary>
    public IllustrativeVariant Variant { get; init; }

    /// <summary>Optimizer steps; at least 1.</summary>
    public int Steps { get; init => field = Check.AtLeast(value, 1); } = 50_000;

    /// <summary>Adam's learning rate; above 0.</summary>
    public double LearningRate { get; init => field = Check.Positive(value); } = 2e-3;

    /// <summary>Root seed of the weightings that are drawn.</summary>
    public long Seed { get; init; }

    /// <summary>How many points of a trajectory are kept, besides its end; at least 1.</summary>
    public int Records { get; init => field = Check.AtLeast(value, 1); } = 125;

    /// <summary>This experiment at a scale.</summary>
    /// <param name="scale">"full", or "smoke": at most 500 steps, to see in seconds that all works.</param>
    /// <returns>The experiment to run.</returns>
    /// <exception cref="PmlException">There is no such scale.</exception>
    public Illustrative At(string scale) => Check.OneOf(scale, Scales, nameof(scale)) == "full" ? this : this with { Steps = Math.Min(Steps, 500) };

    /// <summary>The problem.</summary>
    /// <returns>The two losses.</returns>
    public IllustrativeExample Objective() => new(LossScale, Variant);

    /// <summary>Trains two members from every pair of initial points, 25 runs.</summary>
    /// <param name="options">E.g. <see cref="Pml"/>; its multi-forward penalty must be off.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="cancellationToken">Ends the training at the next step.</param>
    /// <returns>The runs; the first member's initial point changes slowest.</returns>
    public IReadOnlyList<IllustrativeRun> Train(PmlOptions options, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Train(options, [.. Enumerable.Range(0, Points.Count * Points.Count).Select(i => (i / Points.Count, i % Points.Count))], progress, cancellationToken);

    /// <summary>Trains two members from some pairs of initial points.</summary>
    /// <param name="options">As for all pairs.</param>
    /// <param name="pairs">Each member's place in <see cref="IllustrativeExample.InitialPoints"/>. A run does not depend on which others are trained with it.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="cancellationToken">Ends the training at the next step.</param>
    /// <returns>The runs, in the order of the pairs.</returns>
    /// <exception cref="PmlException">The options ask for a penalty or for other than two members, or there is no such point.</exception>
    public IReadOnlyList<IllustrativeRun> Train(PmlOptions options, IReadOnlyList<(int First, int Second)> pairs, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (options.MembersFor(2) is var members && members != 2) throw new PmlException($"The illustrative example has pairs of members; found TaskWeights for {members}. Leave TaskWeights out.");
        int[] keys = [.. pairs.Select(pair => pair.First * Points.Count + pair.Second)];
        return Train(options, (objective, seed, device) => new SideBySide(options, objective, keys, seed, device), [.. pairs.Select(pair => (int[])[pair.First, pair.Second])], progress, cancellationToken);
    }

    /// <summary>Trains one network from each of the five initial points.</summary>
    /// <param name="method">A weighting method.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="cancellationToken">Ends the training at the next step.</param>
    /// <returns>Five runs, in the order of the points.</returns>
    public IReadOnlyList<IllustrativeRun> Train(WeightingMethod method, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Train(method, (objective, seed, device) => new SinglePointLearner(method, objective, seed, device, Points.Count), [.. Enumerable.Range(0, Points.Count).Select(i => (int[])[i])], progress, cancellationToken);

    /// <summary>Trains several methods of one network, one after another.</summary>
    /// <param name="methods">Weighting methods, e.g. <see cref="Baselines"/>.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="cancellationToken">Ends the training at the next step.</param>
    /// <returns>Five runs of each.</returns>
    /// <exception cref="PmlException">A method is none of one network.</exception>
    public IReadOnlyList<IReadOnlyList<IllustrativeRun>> Train(IEnumerable<IMethod> methods, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default) =>
    [
        .. methods.Select(method => method is WeightingMethod weighting ? Train(weighting, progress, cancellationToken)
            : throw new PmlException($"The illustrative example trains weighting methods from one initial point; found {method.Name}. Give it alone.")),
    ];

    private static IReadOnlyList<Numbers> Points => IllustrativeExample.InitialPoints;

    private IReadOnlyList<IllustrativeRun> Train(IMethod method, Func<IVectorObjective, long, Device, ILearner> start, int[][] starts, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        if (starts.Length == 0) return [];
        foreach (var place in starts.SelectMany(places => places)) Check.InRange(place, 0, Points.Count - 1, "The place of an initial point");
        int members = starts[0].Length, every = (Steps - 1) / Records + 1;
        var objective = Objective();
        var initial = Matrix.Of(starts.Length * members, 2, (k, i) => Points[starts[k / members][k % members]][i]);
        var recorder = new TrajectoryRecorder(method, start, initial, every);
        // There are no samples: one stands in, so that an epoch is a step.
        using var data = new TaskData(zeros([1, 1]), []);
        var trainer = new Trainer(new TrainOptions { Epochs = Steps, BatchSize = 1, LearningRate = LearningRate, Seed = Seed })
        {
            Preview = learner => Tensors.ToArray2D(learner.Theta) is var all ? [.. Enumerable.Range(0, all.GetLength(0)).Select(k => objective.Losses(all[k, 0], all[k, 1]))] : [],
        };
        using var learner = trainer.Train(recorder, objective, data, progress, cancellationToken);
        double[][,] thetas = [.. recorder.Recorded, Tensors.ToArray2D(learner.Theta)];
        int[] steps = [.. Enumerable.Range(0, recorder.Recorded.Count).Select(i => i * every), Steps];
        return [.. starts.Select((places, run) => new IllustrativeRun(method.Name, objective, places, steps, [.. thetas.Select(all => Matrix.Of(members, 2, (k, i) => all[run * members + k, i]))]))];
    }
}
