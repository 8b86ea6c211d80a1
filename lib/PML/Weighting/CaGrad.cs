using PML.Support;

namespace PML.Weighting;

/// <summary>Conflict-averse gradient descent (CAGrad): the direction near the mean gradient along which the worst task gains most.</summary>
/// <remarks>
/// Source: B. Liu et al., "Conflict-averse gradient descent for multi-task learning", 2021, Algorithm 1: d = g_0 + c |g_0| g_w / |g_w|, where w on
/// the simplex minimises g_w' g_0 + c |g_0| |g_w|. The tasks' own weights get the plain sum of losses, as in the released code. Differs from it: w is
/// exact (the released code calls a general optimizer, and adds 1e-8 under the root, which bends w for gradients near 1e-4).
/// At the solution |g_w| = s c |g_0|, where g_w is the shortest vector between the gradients moved by s g_0: a search for one number s.
/// </remarks>
public sealed record CaGrad() : WeightingMethod("CAGrad")
{
    private const int Bisections = 64;

    // What is left of gradients that balance one another is the rounding of scalar products in single precision: its root.
    private const double Cancelled = 1e-4;

    /// <summary>c, the radius around the mean gradient against its norm, in [0, 1). Default 0.4, the released code's.</summary>
    public double C { get; init => field = value < 1 ? Check.AtLeast(value, 0.0) : throw new PmlException($"C must be below 1; found {value}."); } = 0.4;

    /// <summary>Whether the direction is divided by 1 + c^2, as the released code does. Default yes.</summary>
    public bool Rescale { get; init; } = true;

    /// <summary>Whether the direction is multiplied by T, as the released code does: the sum of the losses where the source has the mean. Default yes.</summary>
    public bool TimesTasks { get; init; } = true;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Gram;

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var tasks = input.Tasks;
        var mean = Enumerable.Repeat(1.0 / tasks, tasks).ToArray();
        // In units of the largest gradient, so that squares of squares stay numbers.
        var largest = SymmetricMatrix.Norms(input.Gram).Max();
        var direction = largest > 0 ? Direction(SymmetricMatrix.Scaled(input.Gram, [.. Enumerable.Repeat(1 / largest, tasks)]), mean) : mean;
        var scale = (TimesTasks ? tasks : 1) / (Rescale ? 1 + C * C : 1);
        return Coefficients.SharedOnly([.. direction.Select(v => v * scale)]);
    }

    private double[] Direction(double[,] gram, double[] mean)
    {
        var radius = C * Math.Sqrt(Math.Max(0, SymmetricMatrix.Form(gram, mean, mean))); // c |g_0|
        if (!(radius > 0)) return mean;
        // |g_w| / (s radius) falls with s, and |g_w| is at most 1.
        double low = 1e-12 / radius, high = 1 / radius;
        for (var i = 0; i < Bisections && high / low > 1 + 1e-14; i++)
        {
            var middle = Math.Sqrt(low * high);
            if (Norm(gram, MinNorm.OfShifted(gram, middle)) > middle * radius) low = middle;
            else high = middle;
        }

        var s = Math.Sqrt(low * high);
        var w = MinNorm.OfShifted(gram, s);
        var (norm, size) = (Norm(gram, w), w.Zip(SymmetricMatrix.Norms(gram), (share, length) => share * length).Sum());
        return norm > Cancelled * size && norm > 0.999 * s * radius ? [.. mean.Zip(w, (m, share) => m + radius * share / norm)] : Balanced(gram, mean, radius);
    }

    // The gradients balance one another, so that no direction lets all tasks gain: the nearest to the mean along which none loses, as far as the radius allows.
    private static double[] Balanced(double[,] gram, double[] mean, double radius)
    {
        double[] moved = [.. DualCone.Project(gram, mean).Zip(mean, (v, m) => v - m)];
        var norm = Norm(gram, moved);
        return [.. mean.Zip(moved, (m, v) => m + (norm > radius ? radius / norm : 1) * v)];
    }

    private static double Norm(double[,] gram, double[] w) => Math.Sqrt(Math.Max(0, SymmetricMatrix.Form(gram, w, w)));
}
