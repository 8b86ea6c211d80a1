using PML.Support;

namespace PML.Weighting;

/// <summary>FairGrad: the direction whose gains are alpha-fair between tasks, G a = a^(-1/alpha).</summary>
/// <remarks>
/// Source: H. Ban, K. Ji, "Fair resource allocation in multi-task learning", 2024. alpha = 1 is Nash-MTL without its scaling and clipping, alpha towards infinity MGDA's fairness. The tasks' own weights get the
/// plain sum of losses. Differs from it: the weights are exact, where the released code calls a general least-squares solver.
/// </remarks>
public sealed record FairGrad() : WeightingMethod("FairGrad")
{
    /// <summary>alpha, the degree of fairness; above 0. Default 2.</summary>
    public double Alpha { get; init => field = Check.Positive(value); } = 2;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Gram;

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input) => Coefficients.SharedOnly(FairBargain.Weights(input.Gram, 1 / Alpha));
}
