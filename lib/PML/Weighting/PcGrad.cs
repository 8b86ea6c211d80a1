namespace PML.Weighting;

/// <summary>Projecting conflicting gradients (PCGrad): each task's gradient loses what opposes another task, one other task after another.</summary>
/// <remarks>
/// Source: T. Yu et al., "Gradient surgery for multi-task learning", 2020, Algorithm 1: the sum of the projected gradients. The tasks' own weights get
/// the gradient of the plain sum of losses, as in the released code.
/// </remarks>
public sealed record PcGrad() : WeightingMethod("PCGrad")
{
    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Gram;

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var gram = input.Gram;
        return Coefficients.SharedOnly(GradientSurgery.Sum(input.Tasks, input.Random, (combination, _, j) =>
        {
            var product = GradientSurgery.Product(gram, combination, j); // g_i^PC' g_j
            if (product < 0 && gram[j, j] > 0) combination[j] -= product / gram[j, j];
        }));
    }
}
