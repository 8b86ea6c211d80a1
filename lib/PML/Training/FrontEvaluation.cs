using PML.Data;
using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>What a trained front reaches at each weighting of a grid.</summary>
public static class FrontEvaluation
{
    private const int WindowsAtOnce = 4, SamplesAtOnce = 500;

    /// <summary>Each task's accuracy at each weighting, over a whole split.</summary>
    /// <param name="front">Of networks that give logits.</param>
    /// <param name="data">Samples with classes as targets.</param>
    /// <param name="alphas">Weightings, each of length m.</param>
    /// <returns>One row of T accuracies in [0, 1] for each weighting.</returns>
    public static IReadOnlyList<double[]> Accuracies(FrontModel front, TaskData data, IReadOnlyList<double[]> alphas)
    {
        var rows = new List<double[]>();
        for (var at = 0; at < alphas.Count; at += WindowsAtOnce)
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var thetas = front.Interpolate([.. alphas.Skip(at).Take(WindowsAtOnce)]);
            var counts = Correct(front.Network, front.Statistics, thetas, data); // [W, T]
            for (var w = 0; w < counts.GetLength(0); w++)
                rows.Add([.. Enumerable.Range(0, counts.GetLength(1)).Select(t => counts[w, t] / data.Count)]);
        }

        return rows;
    }

    private static double[,] Correct(Network network, Tensor? statistics, Tensor thetas, TaskData data)
    {
        var counts = zeros([thetas.shape[0], network.TaskCount], int64, thetas.device);
        for (var start = 0; start < data.Count; start += SamplesAtOnce)
        {
            using var scope = NewDisposeScope();
            var batch = data.Range(start, SamplesAtOnce);
            var outputs = network.Forward(thetas, batch.X, statistics);
            counts.add_(stack([.. outputs.Select((output, t) => output.argmax(2).eq(batch.Y[t]).sum(1))], 1));
        }

        return Tensors.ToArray2D(counts);
    }
}
