using PML.Objectives;
using PML.ParetoManifold;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>Networks under a weighting method: the same loop as an ensemble's, with m = 1.</summary>
/// <remarks>
/// A step costs one forward and, where the method needs no product of gradients, one backward pass; else T backward passes, T (T + 1) / 2
/// scalar products and one weighted sum of the gradients. Products of two batches double the passes and take T^2 scalar products; the
/// direction is that of the first batch, which running statistics of batch normalisation follow alone.
/// </remarks>
/// <param name="method">Picks the coefficients.</param>
/// <param name="objective">The vector loss; the caller's.</param>
/// <param name="seed">Root seed of the first weights.</param>
/// <param name="device">Where the weights live.</param>
/// <param name="networks">How many networks train side by side, each with a memory of its own; they do not touch one another.</param>
internal sealed class SinglePointLearner(WeightingMethod method, IVectorObjective objective, long seed, Device device, int networks = 1) : ILearner
{
    private readonly int _stateLength = method.NewState(objective.TaskCount).Length;

    public Tensor Theta { get; } = Ensemble.NewTheta(objective, networks, seed, device);

    public double[] State { get; set; } = [.. Enumerable.Range(0, networks).SelectMany(_ => method.NewState(objective.TaskCount))];

    public LearningStep Step(Batch batch, Random random)
    {
        var evaluation = objective.Evaluate(Theta, batch);
        var gradients = (method.Needs & (WeightingNeeds.Gram | WeightingNeeds.CrossGram)) == 0 ? null : evaluation.TaskGradients();
        var grams = method.Needs.HasFlag(WeightingNeeds.Gram) ? TaskGradients.Gram(gradients!, objective.SharedCount) : null;
        var crosses = method.Needs.HasFlag(WeightingNeeds.CrossGram) ? Cross(gradients!, batch.Another) : null;
        int tasks = objective.TaskCount;
        var (shared, own, limits) = (new double[networks, tasks], new double[networks, tasks], new double[networks]);
        for (var n = 0; n < networks; n++)
        {
            var losses = method.Needs.HasFlag(WeightingNeeds.Losses) ? Row(evaluation.Losses, n) : null;
            var found = Weigh(new WeightingInput(tasks, losses, grams?[n], StateOf(n), random, crosses?[n]));
            for (var t = 0; t < tasks; t++) (shared[n, t], own[n, t]) = (found.Shared[t], found.Own[t]);
            limits[n] = found.MaxNorm;
        }

        var gradient = gradients is null ? evaluation.Gradient(shared) : TaskGradients.Sum(gradients, shared, own, objective.SharedCount);
        if (limits.Any(limit => limit > 0)) TaskGradients.Clip(gradient, limits, objective.SharedCount);
        return new LearningStep(gradient, evaluation, Theta);
    }

    public void Stepped(Batch batch)
    {
        if (!method.Needs.HasFlag(WeightingNeeds.LossesAfter)) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var losses = objective.Evaluate(Theta, batch).Losses;
        for (var n = 0; n < networks; n++) method.Observe(Row(losses, n), StateOf(n));
    }

    public void Dispose() => Theta.Dispose();

    private double[][,] Cross(IReadOnlyList<Tensor> gradients, Func<Batch>? another)
    {
        if (another is null) return TaskGradients.Gram(gradients, objective.SharedCount);
        using var scope = NewDisposeScope();
        var second = objective.KeepingStatistics(() => objective.Evaluate(Theta, another()).TaskGradients());
        return TaskGradients.Cross(gradients, second, objective.SharedCount);
    }

    // Methods are spared numbers that are none: they become a gradient of NaN, which the trainer reports with its step and task.
    private Coefficients Weigh(WeightingInput input) =>
        input.AllFinite ? method.Weigh(input) : Enumerable.Repeat(double.NaN, input.Tasks).ToArray();

    private Span<double> StateOf(int network) => State.AsSpan(network * _stateLength, _stateLength);

    private static double[] Row(double[,] matrix, int row) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(t => matrix[row, t])];
}
