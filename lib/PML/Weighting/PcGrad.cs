using PML.Support;

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
        var (gram, total) = (input.Gram, new double[input.Tasks]);
        for (var i = 0; i < input.Tasks; i++)
        {
            // g_i^PC as a combination of the gradients: it begins as g_i.
            var combination = new double[input.Tasks];
            combination[i] = 1;
            foreach (var j in Seeds.Permutation(input.Tasks, input.Random))
            {
                if (j == i || !(gram[j, j] > 0)) continue;
                var product = SymmetricMatrix.Times(gram, combination)[j]; // g_i^PC' g_j
                if (product < 0) combination[j] -= product / gram[j, j];
            }

            for (var t = 0; t < total.Length; t++) total[t] += combination[t];
        }

        return Coefficients.SharedOnly(total);
    }
}
