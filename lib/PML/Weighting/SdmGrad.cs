using PML.Support;

namespace PML.Weighting;

/// <summary>Direction-oriented multi-objective descent (SDMGrad): near the mean gradient, and down for every task.</summary>
/// <remarks>
/// Source: P. Xiao, H. Ban, K. Ji, "Direction-oriented multi-objective learning: simple and provable stochastic algorithms", 2023, Algorithm 1:
/// the direction (g_w + lambda g_0) / (1 + lambda), where w on the simplex descends |g_w + lambda g_0|^2 by projected gradients that
/// two independent batches give: G(xi)' G(xi') w + lambda G(xi)' g_0(xi'). As in the released code: one pair of batches serves all inner
/// iterations of a step; they go on from the last step's w, with momentum that begins at 0; the products are divided by the square of the
/// mean norm; and the tasks' own weights get the plain sum of losses.
/// Where we differ: the direction is that of the first batch, where the source draws a third: two forward and 2 T backward passes instead of
/// three and 3 T, for a w and a direction that share one batch's noise. (The first release has one batch for all; the later one keeps its three
/// in the same tensor, so that the last serves for all.) A negative product of a task's two gradients counts as a norm of 0, and the mean is
/// at least 1/T of the largest product's root, which it is for a Gram matrix anyway: no step is endless. The released code adds 1e-4 under
/// the roots for that, which changes w for gradients near 0.01, and has no number for products below it.
/// </remarks>
public sealed record SdmGrad() : WeightingMethod("SDMGrad")
{
    /// <summary>lambda, how much the mean gradient counts beside g_w; at least 0. Default 0.3; 0 is MGDA's target.</summary>
    public double Lambda { get; init => field = Check.AtLeast(value, 0.0); } = 0.3;

    /// <summary>How many inner iterations a step takes; at least 1. Default 20.</summary>
    public int Iterations { get; init => field = Check.AtLeast(value, 1); } = 20;

    /// <summary>The step of w, in units of the scaled products; above 0. Default 10, the released code's.</summary>
    /// <remarks>Beyond 2 (1 + momentum) over the scaled products' curvature, w jumps between corners of the simplex where gradients conflict.</remarks>
    public double Rate { get; init => field = Check.Positive(value); } = 10;

    /// <summary>The momentum of w's steps, in [0, 1). Default 0.5, the released code's; the source's algorithm has none.</summary>
    public double Momentum { get; init => field = value < 1 ? Check.AtLeast(value, 0.0) : throw new PmlException($"Momentum must be below 1; found {value}."); } = 0.5;

    /// <summary>The l2 norm to which the shared weights' gradient is clipped; 0 for no clipping. Default 1, the released code's.</summary>
    public double MaxNorm { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>Whether the direction is multiplied by T, as the released code does: the sum of the losses where the source has the mean. Default yes.</summary>
    public bool TimesTasks { get; init; } = true;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.CrossGram;

    /// <inheritdoc/>
    /// <remarks>w, shape [T].</remarks>
    public override double[] NewState(int tasks) => [.. Enumerable.Repeat(1.0 / tasks, tasks)];

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var tasks = input.Tasks;
        var w = Descended(Scaled(input.CrossGram), input.State.ToArray());
        w.CopyTo(input.State);
        var scale = (TimesTasks ? tasks : 1) / (1 + Lambda);
        return Coefficients.SharedOnly([.. w.Select(share => scale * (share + Lambda / tasks))]) with { MaxNorm = MaxNorm };
    }

    private double[] Descended(double[,] products, double[] w)
    {
        var velocity = new double[w.Length];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            // C w + lambda C 1/T = C (w + lambda / T).
            var slopes = SymmetricMatrix.Times(products, [.. w.Select(share => share + Lambda / w.Length)]);
            for (var t = 0; t < w.Length; t++) velocity[t] = Momentum * velocity[t] + slopes[t];
            w = SimplexProjection.Of([.. w.Select((share, t) => share - Rate * velocity[t])]);
        }

        return w;
    }

    private static double[,] Scaled(double[,] products)
    {
        var tasks = products.GetLength(0);
        var largest = Math.Sqrt(products.Cast<double>().Max(product => Math.Abs(product)));
        var unit = Math.Max(SymmetricMatrix.Norms(products).Average(), largest / tasks);
        return unit > 0 ? SymmetricMatrix.Scaled(products, [.. Enumerable.Repeat(1 / unit, tasks)]) : products;
    }
}
