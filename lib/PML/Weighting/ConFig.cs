namespace PML.Weighting;

/// <summary>Conflict-free inverse gradients (ConFIG): the direction with the same cosine to every task gradient, as long as all projections together.</summary>
/// <remarks>
/// Source: Q. Liu et al., "ConFIG: towards conflict-free training of physics informed neural networks", 2025, Eq. 2: d = (sum_t g_t' u) u with u along the pseudo-inverse of the unit gradients times ones. Components of
/// an eigenvalue below 1e-6 of the largest count as absent. The source knows shared weights only; the tasks' own get the plain losses' gradients.
/// </remarks>
public sealed record ConFig() : WeightingMethod("ConFIG")
{
    private const double SmallestShare = 1e-6;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Gram;

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var tasks = input.Tasks;
        var norms = SymmetricMatrix.Norms(input.Gram);
        var cosines = SymmetricMatrix.Cosines(input.Gram, norms);
        var (values, vectors) = SymmetricMatrix.Eigen(cosines);
        var x = new double[tasks]; // C^+ 1: u is along sum_t x_t g_t / |g_t|
        for (var k = 0; k < tasks; k++)
        {
            if (values[k] <= SmallestShare * values.Max()) continue;
            var component = Enumerable.Range(0, tasks).Sum(t => norms[t] > 0 ? vectors[t, k] : 0) / values[k];
            for (var t = 0; t < tasks; t++) x[t] += component * vectors[t, k];
        }

        // Of sum 1 or more, but where the gradients are dependent and oppose one another: there is no such direction then.
        var length = SymmetricMatrix.Form(cosines, x, x);
        var projections = SymmetricMatrix.Form(cosines, norms, x);
        return Coefficients.SharedOnly([.. x.Select((v, t) => norms[t] > 0 && length > SmallestShare ? projections / length * v / norms[t] : 0)]);
    }
}
