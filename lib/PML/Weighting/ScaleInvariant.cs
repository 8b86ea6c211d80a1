using PML.Support;

namespace PML.Weighting;

/// <summary>Scale-invariant scalarization (SI): the sum of the logarithms of the losses, so that a loss's unit does not matter.</summary>
/// <remarks>Source: the baseline of A. Navon et al., "Multi-task learning as a bargaining game", 2022, and of the paper's released code. Each loss must be above 0.</remarks>
public sealed record ScaleInvariant() : WeightingMethod("SI")
{
    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Losses;

    /// <inheritdoc/>
    /// <exception cref="PmlException">A loss is not above 0, where it has no logarithm.</exception>
    public override Coefficients Weigh(WeightingInput input) => input.Losses.Select((loss, t) => loss > 0
        ? 1 / loss
        : throw new PmlException($"SI needs losses above 0, for their logarithms; found {loss} for task {t + 1}. Use another method, or a loss that stays above 0.")).ToArray();
}
