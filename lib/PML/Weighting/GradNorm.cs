using PML.Support;

namespace PML.Weighting;

/// <summary>GradNorm: task weights are learned so that the weighted gradients have norms that follow each task's training speed.</summary>
/// <remarks>
/// Source: Z. Chen et al., "GradNorm: gradient normalization for adaptive loss balancing in deep multitask networks", 2018, Algorithm 1. Differs from it: norms are taken over
/// all shared weights, not the last shared layer, and a weight is kept at 1e-3 or above, where the source says nothing.
/// </remarks>
public sealed record GradNorm() : WeightingMethod("GradNorm")
{
    private const double SmallestWeight = 1e-3;

    /// <summary>alpha, how strongly a slow task is pulled ahead; at least 0. Default 1.5, the source's for scene understanding.</summary>
    public double Alpha { get; init => field = Check.AtLeast(value, 0.0); } = 1.5;

    /// <summary>The learning rate of the task weights; above 0. Default 0.025, the source's.</summary>
    public double Rate { get; init => field = Check.Positive(value); } = 0.025;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Gram | WeightingNeeds.Losses;

    /// <inheritdoc/>
    /// <remarks>The task weights and Adam's moments, then each task's first loss (0 before the first step).</remarks>
    public override double[] NewState(int tasks)
    {
        var state = new double[NumberAdam.StateLength(tasks) + tasks];
        Array.Fill(state, 1, 0, tasks);
        return state;
    }

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var tasks = input.Tasks;
        var weights = input.State[..tasks];
        var first = input.State[^tasks..];
        if (first.IndexOfAnyExcept(0) < 0) input.Losses.CopyTo(first);
        var used = weights.ToArray();

        var norms = SymmetricMatrix.Norms(input.Gram); // |g_t|: G_t = w_t |g_t|
        var rates = new double[tasks];
        for (var t = 0; t < tasks; t++) rates[t] = first[t] != 0 ? Math.Max(0, input.Losses[t] / first[t]) : 1;
        var (meanRate, meanNorm) = (rates.Average(), norms.Zip(used, (norm, weight) => norm * weight).Average());
        var gradient = new double[tasks];
        for (var t = 0; t < tasks; t++)
        {
            var target = meanNorm * (meanRate > 0 ? Math.Pow(rates[t] / meanRate, Alpha) : 1);
            gradient[t] = norms[t] * Math.Sign(used[t] * norms[t] - target);
        }

        NumberAdam.Step(input.State[..^tasks], gradient, Rate);
        double sum = 0;
        foreach (ref var weight in weights) sum += weight = Math.Max(weight, SmallestWeight);
        foreach (ref var weight in weights) weight *= tasks / sum;
        return used;
    }
}
