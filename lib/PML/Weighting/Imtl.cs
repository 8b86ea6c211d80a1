using PML.Support;

namespace PML.Weighting;

/// <summary>Impartial multi-task learning (IMTL): no task's direction, or no task's scale, is preferred.</summary>
/// <remarks>
/// Source: L. Liu et al., "Towards impartial multi-task learning", 2021. IMTL-G: weights of sum 1, some perhaps negative, with d' g_t / |g_t| equal for all tasks; so they are G^-1 |g| up to a factor.
/// IMTL-L: the sum of exp(s_t) L_t - s_t, with s_t learned, 0 at first. The weights serve the tasks' own weights too, as in the released code. Differs from it: gradients of zero get no weight.
/// </remarks>
public sealed record Imtl() : WeightingMethod("IMTL")
{
    private const double Ridge = 1e-10;

    /// <summary>Which part. Default <see cref="ImtlKind.Gradients"/>, what the paper's "IMTL" is.</summary>
    public ImtlKind Kind { get; init; }

    /// <summary>The learning rate of s; above 0. Default 1e-3, the network's rate on MultiMNIST.</summary>
    public double Rate { get; init => field = Check.Positive(value); } = 1e-3;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => Kind switch
    {
        ImtlKind.Gradients => WeightingNeeds.Gram,
        ImtlKind.Losses => WeightingNeeds.Losses,
        _ => WeightingNeeds.Gram | WeightingNeeds.Losses,
    };

    /// <inheritdoc/>
    /// <remarks>s of each task and Adam's moments; none for IMTL-G.</remarks>
    public override double[] NewState(int tasks) => Kind == ImtlKind.Gradients ? [] : new double[NumberAdam.StateLength(tasks)];

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        if (Kind == ImtlKind.Gradients) return EqualProjections(input.Gram);
        var scales = NumberAdam.Values(input.State).ToArray().Select(Math.Exp).ToArray();
        var losses = input.Losses;
        NumberAdam.Step(input.State, [.. scales.Select((scale, t) => scale * losses[t] - 1)], Rate);
        if (Kind == ImtlKind.Losses) return scales;
        var weights = EqualProjections(SymmetricMatrix.Scaled(input.Gram, scales));
        return weights.Select((weight, t) => weight * scales[t]).ToArray();
    }

    private static double[] EqualProjections(double[,] gram)
    {
        var norms = SymmetricMatrix.Norms(gram);
        int[] tasks = [.. Enumerable.Range(0, norms.Length).Where(t => norms[t] > 0)];
        if (tasks.Length == 0) return [.. Enumerable.Repeat(1.0 / norms.Length, norms.Length)];
        var cosines = SymmetricMatrix.Cosines(gram, norms);
        var ones = Enumerable.Repeat(1.0, norms.Length).ToArray();
        if (SymmetricMatrix.Solve(cosines, ones, tasks) is not { } x)
        {
            // Dependent gradients: the nearest that have a solution.
            foreach (var t in tasks) cosines[t, t] += Ridge;
            x = SymmetricMatrix.Solve(cosines, ones, tasks) ?? [.. tasks.Select(_ => 1.0)];
        }

        var weights = new double[norms.Length];
        // In units of the shortest gradient, so that the sum stays a number.
        var shortest = tasks.Min(t => norms[t]);
        for (var i = 0; i < tasks.Length; i++) weights[tasks[i]] = x[i] * (shortest / norms[tasks[i]]);
        var sum = weights.Sum();
        return Math.Abs(sum) > 1e-12 * weights.Max(Math.Abs) ? [.. weights.Select(weight => weight / sum)] : weights;
    }
}
