namespace PML.Weighting;

/// <summary>DualProj: the mean gradient, moved to the nearest direction that no task opposes.</summary>
/// <remarks>
/// Source: D. Lopez-Paz, M. Ranzato, "Gradient episodic memory for continual learning", 2017, Eq. 11, as P. Quinton, V. Rey, "Jacobian descent for
/// multi-objective optimization", 2024, use it for tasks. The tasks' own weights get the plain losses' gradients.
/// </remarks>
public sealed record DualProj() : WeightingMethod("DualProj")
{
    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Gram;

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input) =>
        Coefficients.SharedOnly(DualCone.Project(input.Gram, [.. Enumerable.Repeat(1.0 / input.Tasks, input.Tasks)]));
}
