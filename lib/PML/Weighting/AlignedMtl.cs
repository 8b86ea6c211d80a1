namespace PML.Weighting;

/// <summary>Aligned-MTL: the gradients' principal components are all given the length of the shortest, which leaves no conflict and no dominance.</summary>
/// <remarks>
/// Source: D. Senushkin et al., "Independent component alignment for multi-task learning", 2023, Algorithm 1 (scale "min"), with equal preferences 1/T. Components of an eigenvalue below 1e-6 of the
/// largest count as absent: the Gram matrix comes from single precision. The tasks' own weights get the plain losses' gradients.
/// </remarks>
public sealed record AlignedMtl() : WeightingMethod("Aligned-MTL")
{
    private const double SmallestShare = 1e-6;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Gram;

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var tasks = input.Tasks;
        var mean = Enumerable.Repeat(1.0 / tasks, tasks).ToArray();
        var largest = SymmetricMatrix.Norms(input.Gram).Max();
        if (!(largest > 0)) return Coefficients.SharedOnly(mean);
        var (values, vectors) = SymmetricMatrix.Eigen(SymmetricMatrix.Scaled(input.Gram, [.. Enumerable.Repeat(1 / largest, tasks)]));
        int[] kept = [.. Enumerable.Range(0, tasks).Where(k => values[k] > SmallestShare * values.Max())];
        var shortest = kept.Min(k => values[k]);

        var weights = new double[tasks]; // sqrt(lambda_min) V Lambda^(-1/2) V' 1/T
        foreach (var k in kept)
        {
            var component = Enumerable.Range(0, tasks).Sum(t => vectors[t, k] * mean[t]) * Math.Sqrt(shortest / values[k]);
            for (var t = 0; t < tasks; t++) weights[t] += component * vectors[t, k];
        }

        return Coefficients.SharedOnly(weights);
    }
}
