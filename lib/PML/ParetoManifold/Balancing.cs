using PML.Objectives;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.ParetoManifold;

/// <summary>The balancing schemes of the paper's Section 4.2: the loss history, and the scaling of task gradients.</summary>
/// <param name="options">Which schemes, and how long a history.</param>
/// <param name="tasks">T.</param>
/// <param name="runs">How many runs train side by side, each with as many rows as another and a history of its own.</param>
internal sealed class Balancing(PmlOptions options, int tasks, int runs = 1)
{
    private const double ReleasedEpsilon = 1e-3;
    private readonly Queue<double[]>[] _histories = [.. Enumerable.Range(0, runs).Select(_ => new Queue<double[]>())];
    private readonly long[] _seen = new long[runs];

    /// <summary>Past losses of each run, oldest first, behind how many were seen.</summary>
    internal double[] State
    {
        get => [.. Enumerable.Range(0, runs).SelectMany(run => _histories[run].SelectMany(losses => losses).Prepend(_seen[run]))];
        set
        {
            var each = value.Length / runs;
            for (var run = 0; run < runs; run++)
            {
                var saved = value.AsSpan(run * each, each);
                _histories[run].Clear();
                _seen[run] = saved.IsEmpty ? 0 : (long)saved[0];
                for (var i = 1; i < saved.Length; i += tasks) _histories[run].Enqueue(saved.Slice(i, tasks).ToArray());
            }
        }
    }

    /// <summary>The scale of each window's losses.</summary>
    /// <param name="losses">Reads L, shape [W, T]; remembered one window after another. Side by side, the rows of a run are neighbours.</param>
    /// <param name="windows">W, of all runs together.</param>
    /// <returns>Shape [W, T]; ones without loss balancing. Taken as constants: no gradient flows through them.</returns>
    internal double[,] LossScales(Func<double[,]> losses, int windows)
    {
        if (options.LossBalancing == LossBalancing.None) return Matrix.Of(windows, tasks, (_, _) => 1);
        var values = losses();
        var scales = new double[windows, tasks];
        for (var w = 0; w < windows; w++)
        {
            var run = w / (windows / runs);
            Remember(run, values, w);
            var means = Means(_histories[run]);
            for (var t = 0; t < tasks; t++) scales[w, t] = LossScale(means, t, _seen[run]);
        }

        return scales;
    }

    /// <summary>What each task's gradient is multiplied by, on the shared weights and on its own.</summary>
    /// <param name="weights">Each window's weight on each task, shape [W, T].</param>
    /// <param name="scales">The scale of each loss, shape [W, T].</param>
    /// <param name="alphas">Weightings, shape [W, m].</param>
    /// <param name="norms">l2 norm of each task's gradient by the shared weights, shape [W, T].</param>
    /// <returns>Two matrices of shape [W, T].</returns>
    internal (double[,] Shared, double[,] Own) Coefficients(double[,] weights, double[,] scales, double[,] alphas, double[,] norms)
    {
        var windows = weights.GetLength(0);
        if (options.GradientBalancing == GradientBalancing.UnitNorm)
        {
            // The scale of a loss cancels in a unit norm. A task whose gradient is zero has no direction to give.
            return (Matrix.Of(windows, tasks, (w, t) => norms[w, t] > 0 ? weights[w, t] / norms[w, t] : 0), Matrix.Of(windows, tasks, (w, t) => weights[w, t] * scales[w, t]));
        }

        // The released code measures norms over the members' weights: a member's gradient is alpha_k g, so its norm is |alpha| |g|.
        var released = Matrix.Of(windows, tasks, (w, t) => weights[w, t] * scales[w, t] / (scales[w, t] * norms[w, t] * Norm(alphas, w) + ReleasedEpsilon));
        return (released, released);
    }

    /// <summary>The l2 norm of each task's gradient by the shared weights.</summary>
    /// <param name="gradients">T tensors of shape [W, N].</param>
    /// <param name="sharedCount">S.</param>
    /// <returns>Shape [W, T].</returns>
    internal static double[,] SharedNorms(IReadOnlyList<Tensor> gradients, long sharedCount) =>
        Tensors.ToArray2D(stack([.. gradients.Select(gradient => gradient.narrow(1, 0, sharedCount).norm(1, false, 2))], 1));

    private void Remember(int run, double[,] values, int row)
    {
        var losses = new double[tasks];
        for (var t = 0; t < tasks; t++) losses[t] = values[row, t];
        _seen[run]++;
        _histories[run].Enqueue(losses);
        if (_histories[run].Count > options.LossHistory) _histories[run].Dequeue();
    }

    // The paper's losses are above 0 but for the illustrative example's. Magnitudes are averaged, not signed values: divided by a negative
    // mean a loss would be climbed, and the mean of a loss that changes its sign passes 0. The released code takes the magnitude of the mean.
    private double[] Means(Queue<double[]> history)
    {
        var means = new double[tasks];
        foreach (var losses in history)
            for (var t = 0; t < tasks; t++) means[t] += options.LossBalancing == LossBalancing.AsReleased ? losses[t] : Math.Abs(losses[t]);
        for (var t = 0; t < tasks; t++) means[t] /= history.Count;
        return means;
    }

    private double LossScale(double[] means, int task, long seen)
    {
        if (options.LossBalancing == LossBalancing.AsReleased)
            return seen <= options.LossHistory + 1 ? 1 : 1 - Math.Abs(means[task]) / means.Sum(Math.Abs);
        // The paper's formula holds from step W on; before it, losses stand as they are.
        if (seen < options.LossHistory) return 1;
        return means[task] > 0 && double.IsFinite(means[task]) ? 1 / means[task]
            : throw new PmlException($"Loss balancing divides by the mean size of a task's past losses, which must be finite and above 0; found {means[task]} for task {task + 1}. Use GradientBalancing for losses that may stay at 0.");
    }

    private static double Norm(double[,] alphas, int row) => Math.Sqrt(Enumerable.Range(0, alphas.GetLength(1)).Sum(k => alphas[row, k] * alphas[row, k]));
}
