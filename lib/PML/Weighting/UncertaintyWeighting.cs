using PML.Support;

namespace PML.Weighting;

/// <summary>Uncertainty weighting (UW): each loss is divided by a variance that is learned with the network.</summary>
/// <remarks>
/// Source: A. Kendall, Y. Gal, R. Cipolla, "Multi-task learning using uncertainty to weigh losses for scene geometry and semantics", 2018, in the released code's form:
/// the sum over tasks of (exp(-s_t) L_t + s_t) / 2, with s_t the logarithm of the variance, 0 at first. (Another library begins at -0.5.)
/// </remarks>
public sealed record UncertaintyWeighting() : WeightingMethod("UW")
{
    /// <summary>The learning rate of s; above 0. Default 1e-3, the network's rate on MultiMNIST, as in the paper's released code.</summary>
    public double Rate { get; init => field = Check.Positive(value); } = 1e-3;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Losses;

    /// <inheritdoc/>
    /// <remarks>s of each task, and Adam's moments.</remarks>
    public override double[] NewState(int tasks) => new double[NumberAdam.StateLength(tasks)];

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var s = NumberAdam.Values(input.State);
        var (weights, gradient) = (new double[input.Tasks], new double[input.Tasks]);
        for (var t = 0; t < weights.Length; t++)
        {
            weights[t] = 0.5 * Math.Exp(-s[t]);
            gradient[t] = 0.5 - weights[t] * input.Losses[t];
        }

        NumberAdam.Step(input.State, gradient, Rate);
        return weights;
    }
}
