using PML.Objectives;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.ParetoManifold;

/// <summary>The balancing schemes of the paper's Section 4.2: the loss history, and the scaling of task gradients.</summary>
/// <param name="options">Which schemes, and how long a history.</param>
/// <param name="tasks">T.</param>
internal sealed class Balancing(PmlOptions options, int tasks)
{
    private const double ReleasedEpsilon = 1e-3;
    private readonly Queue<double[]> _history = new();
    private long _seen;

    /// <summary>Past losses, oldest first, behind how many were seen.</summary>
    internal double[] State
    {
        get => [_seen, .. _history.SelectMany(losses => losses)];
        set
        {
            _history.Clear();
            _seen = value.Length == 0 ? 0 : (long)value[0];
            for (var i = 1; i < value.Length; i += tasks) _history.Enqueue(value[i..(i + tasks)]);
        }
    }

    /// <summary>The scale of each window's losses.</summary>
    /// <param name="losses">Reads L, shape [W, T]; remembered one window after another.</param>
    /// <param name="windows">W.</param>
    /// <returns>Shape [W, T]; ones without loss balancing. Taken as constants: no gradient flows through them.</returns>
    internal double[,] LossScales(Func<double[,]> losses, int windows)
    {
        if (options.LossBalancing == LossBalancing.None) return Matrix.Of(windows, tasks, (_, _) => 1);
        var values = losses();
        var scales = new double[windows, tasks];
        for (var w = 0; w < windows; w++)
        {
            Remember([.. Enumerable.Range(0, tasks).Select(t => values[w, t])]);
            var means = Enumerable.Range(0, tasks).Select(t => _history.Average(past => past[t])).ToArray();
            for (var t = 0; t < tasks; t++) scales[w, t] = LossScale(means, t);
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

    private void Remember(double[] losses)
    {
        _seen++;
        _history.Enqueue(losses);
        if (_history.Count > options.LossHistory) _history.Dequeue();
    }

    private double LossScale(double[] means, int task)
    {
        if (options.LossBalancing == LossBalancing.AsReleased)
            return _seen <= options.LossHistory + 1 ? 1 : 1 - Math.Abs(means[task]) / means.Sum(Math.Abs);
        // The paper's formula holds from step W on; before it, losses stand as they are.
        if (_seen < options.LossHistory) return 1;
        return means[task] > 0 ? 1 / means[task]
            : throw new PmlException($"Loss balancing divides by the mean of a task's past losses, which must be above 0; found {means[task]} for task {task + 1}. Use GradientBalancing for losses that may be 0 or negative.");
    }

    private static double Norm(double[,] alphas, int row) => Math.Sqrt(Enumerable.Range(0, alphas.GetLength(1)).Sum(k => alphas[row, k] * alphas[row, k]));
}
