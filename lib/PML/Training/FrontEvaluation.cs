using PML.Data;
using PML.Metrics;
using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>What a trained front reaches at each weighting of a grid.</summary>
public static class FrontEvaluation
{
    /// <summary>How many samples go through at once unless it is said.</summary>
    internal const int SamplesAtOnce = 500;

    /// <summary>Every metric of every task at each weighting, over a whole split, in one pass for each few weightings.</summary>
    /// <param name="model">The trained front.</param>
    /// <param name="data">The split.</param>
    /// <param name="alphas">Weightings, each of length m.</param>
    /// <param name="meters">One a task, in order.</param>
    /// <param name="samplesAtOnce">How many samples go through at once, at least 1: fewer take less memory. Batch-wise metrics have batches of this size.</param>
    /// <param name="trainingInputs">
    /// Batches of training inputs, each [B, ...], from which the statistics of batch normalisation are estimated anew at each weighting
    /// (<see cref="BatchNormStatistics"/>); null uses those that training left behind, as the paper's released code does.
    /// </param>
    /// <returns>One row for each weighting.</returns>
    /// <exception cref="PmlException">There is not one meter for each task.</exception>
    public static FrontMetrics Of(
        FrontModel model, TaskData data, IReadOnlyList<double[]> alphas, IReadOnlyList<ITaskMeter> meters, int samplesAtOnce = SamplesAtOnce, IReadOnlyList<Tensor>? trainingInputs = null)
    {
        if (meters.Count != model.Network.TaskCount)
            throw new PmlException($"A network of {model.Network.TaskCount} tasks needs {model.Network.TaskCount} meters; found {meters.Count}.");
        var points = new List<double[]>();
        foreach (var some in alphas.Chunk(WindowsAtOnce(model.Network, data, Check.AtLeast(samplesAtOnce, 1, nameof(samplesAtOnce)))))
        {
            var sums = Sums(model, data, some, meters, samplesAtOnce, trainingInputs);
            for (var w = 0; w < sums[0].GetLength(0); w++)
                points.Add([.. meters.SelectMany((meter, t) => meter.Values(Row(sums[t], w)))]);
        }

        return new FrontMetrics([.. meters.SelectMany(meter => meter.Metrics)], points);
    }

    /// <summary>Each task's accuracy at each weighting, over a whole split.</summary>
    /// <param name="model">A front of networks that give logits.</param>
    /// <param name="data">Samples with classes as targets.</param>
    /// <param name="alphas">Weightings, each of length m.</param>
    /// <returns>One row of T accuracies in [0, 1] for each weighting.</returns>
    public static IReadOnlyList<double[]> Accuracies(FrontModel model, TaskData data, IReadOnlyList<double[]> alphas) =>
        Of(model, data, alphas, AccuracyMeters(model)).Points;

    /// <summary>A meter for each task of a front of networks that give logits: "task1", "task2", ...</summary>
    internal static IReadOnlyList<ITaskMeter> AccuracyMeters(FrontModel model) => [.. Enumerable.Range(1, model.Network.TaskCount).Select(task => new AccuracyMeter($"task{task}"))];

    private static int WindowsAtOnce(Network network, TaskData data, int samples)
    {
        using var scope = NewDisposeScope();
        return data.Count > 0 && network.RunsOneByOne(data.Range(0, samples).X) ? 1 : 4;
    }

    // Each task's sums over the split, shape [W, K].
    private static double[][,] Sums(FrontModel model, TaskData data, IReadOnlyList<double[]> alphas, IReadOnlyList<ITaskMeter> meters, int samplesAtOnce, IReadOnlyList<Tensor>? trainingInputs)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var thetas = model.Interpolate(alphas);
        var statistics = trainingInputs is null ? model.Statistics : BatchNormStatistics.Reestimate(model.Network, thetas, trainingInputs);
        var totals = new Tensor?[meters.Count];
        for (var start = 0; start < data.Count; start += samplesAtOnce)
        {
            using var inner = NewDisposeScope();
            var batch = data.Range(start, samplesAtOnce);
            var outputs = model.Network.Forward(thetas, batch.X, statistics);
            for (var t = 0; t < totals.Length; t++)
            {
                var sums = meters[t].Sums(outputs[t], batch.Y[t]);
                if (totals[t] is { } total) total.add_(sums);
                else totals[t] = sums.MoveToOuterDisposeScope();
            }
        }

        return [.. totals.Select(total => Tensors.ToArray2D(total ?? throw new PmlException("An evaluation needs at least one sample; found none. Check the split.")))];
    }

    private static double[] Row(double[,] sums, int row) => [.. Enumerable.Range(0, sums.GetLength(1)).Select(k => sums[row, k])];
}
