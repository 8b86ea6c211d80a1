using PML.Support;

namespace PML.Weighting;

/// <summary>Nash-MTL: the direction on which tasks that bargain about it would agree, G a = 1/a.</summary>
/// <remarks>
/// Source: A. Navon et al., "Multi-task learning as a bargaining game", 2022, Algorithm 1; the loss is sum a_t L_t, so the tasks' own weights get a as well. Differs from
/// it: the weights are exact. The released code approaches them by at most 20 convex programs of a general solver and keeps the last step's weights where that fails;
/// its fixed points are the same.
/// </remarks>
public sealed record NashMtl() : WeightingMethod("Nash-MTL")
{
    /// <summary>The l2 norm to which the shared weights' gradient is clipped, as the released code does; 0 for no clipping. Default 1.</summary>
    public double MaxNorm { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>Whether G is divided by its Frobenius norm first, as the released code does: it multiplies a by the norm's root. Default yes.</summary>
    public bool Normalize { get; init; } = true;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Gram;

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var a = FairBargain.Weights(input.Gram, 1);
        var largest = SymmetricMatrix.Norms(input.Gram).Max();
        if (Normalize && largest > 0)
        {
            var inverse = 1 / largest;
            var root = largest * Math.Pow(SymmetricMatrix.Scaled(input.Gram, [.. Enumerable.Repeat(inverse, a.Length)]).Cast<double>().Sum(v => v * v), 0.25);
            for (var t = 0; t < a.Length; t++)
                if (input.Gram[t, t] > 0) a[t] *= root;
        }

        return new Coefficients(a, a) { MaxNorm = MaxNorm };
    }
}
