namespace PML.Weighting;

/// <summary>UPGrad: each task's gradient is moved to the nearest direction that no task opposes, and the results are averaged.</summary>
/// <remarks>
/// Source: P. Quinton, V. Rey, "Jacobian descent for multi-objective optimization", 2024, Section 3.2. The tasks' own weights get the plain losses' gradients. Differs from their
/// library: no ridge is added to the Gram matrix, since the solver is exact without one.
/// </remarks>
public sealed record UpGrad() : WeightingMethod("UPGrad")
{
    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Gram;

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var weights = new double[input.Tasks];
        for (var i = 0; i < weights.Length; i++)
        {
            var own = new double[weights.Length];
            own[i] = 1.0 / weights.Length;
            var projected = DualCone.Project(input.Gram, own);
            for (var t = 0; t < weights.Length; t++) weights[t] += projected[t];
        }

        return Coefficients.SharedOnly(weights);
    }
}
