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
        var scales = new double[windows, tasks];
        if (options.LossBalancing == LossBalancing.None)
        {
            for (var i = 0; i < scales.Length; i++) scales[i / tasks, i % tasks] = 1;
            return scales;
        }

        var values = losses();
        for (var w = 0; w < windows; w++)
        {
            Remember([.. Enumerable.Range(0, tasks).Select(t => values[w, t])]);
            var means = Enumerable.Range(0, tasks).Select(t => _history.Average(past => past[t])).ToArray();
            for (var t = 0; t < tasks; t++) scales[w, t] = LossScale(means, t);
        }

        return scales;
    }

    /// <summary>The gradient of the members' networks with each task's part scaled.</summary>
    /// <param name="evaluation">Task gradients.</param>
    /// <param name="coefficients">c, shape [W, T].</param>
    /// <param name="alphas">Weightings, shape [W, m].</param>
    /// <param name="sharedCount">S.</param>
    /// <returns>Shape [W, N].</returns>
    internal Tensor BalancedGradient(IEvaluation evaluation, double[,] coefficients, double[,] alphas, long sharedCount)
    {
        Tensor? total = null;
        var gradients = evaluation.TaskGradients();
        for (var t = 0; t < tasks; t++)
        {
            var gradient = gradients[t]; // [W, N]
            var shared = gradient.narrow(1, 0, sharedCount);
            var own = gradient.narrow(1, sharedCount, gradient.shape[1] - sharedCount);
            var column = Column(coefficients, t, gradient); // [W, 1]
            var norm = shared.norm(1, true, 2); // [W, 1]
            var scaled = options.GradientBalancing == GradientBalancing.UnitNorm
                ? cat([shared.mul(column).div(norm.clamp(min: float.Epsilon)), own.mul(column)], 1)
                : gradient.mul(column).div(norm.mul(RowNorms(alphas, gradient)).add(ReleasedEpsilon));
            total = total is null ? scaled : total.add_(scaled);
        }

        return total!;
    }

    private void Remember(double[] losses)
    {
        _seen++;
        _history.Enqueue(losses);
        if (_history.Count > options.LossHistory) _history.Dequeue();
    }

    private double LossScale(double[] means, int task) => options.LossBalancing switch
    {
        // The paper's formula holds from step W on; before it, losses stand as they are.
        LossBalancing.RunningMean => _seen < options.LossHistory ? 1 : 1 / means[task],
        _ => _seen <= options.LossHistory + 1 ? 1 : 1 - Math.Abs(means[task]) / means.Sum(Math.Abs),
    };

    // The released code measures the norm over the members' weights: a member's gradient is alpha_k g, so the norm is |alpha| |g|.
    private static Tensor RowNorms(double[,] alphas, Tensor like)
    {
        var norms = new double[alphas.GetLength(0), 1];
        for (var w = 0; w < norms.Length; w++)
            norms[w, 0] = Math.Sqrt(Enumerable.Range(0, alphas.GetLength(1)).Sum(k => alphas[w, k] * alphas[w, k]));
        return Tensors.ToTensor(norms, like);
    }

    private static Tensor Column(double[,] matrix, int column, Tensor like)
    {
        var values = new double[matrix.GetLength(0), 1];
        for (var w = 0; w < values.Length; w++) values[w, 0] = matrix[w, column];
        return Tensors.ToTensor(values, like);
    }
}
