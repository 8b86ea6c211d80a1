namespace PML.Weighting;

/// <summary>The shortest vector in the convex hull as the released code looks for it: it stops early.</summary>
/// <remarks>
/// Source: O. Sener, V. Koltun, "Multi-task learning as multi-objective optimization", 2018, as the paper's released code runs it: the best pair of tasks,
/// then projected gradients with an exact line search, 250 iterations or a change below 1e-5. Two tasks: the closed form, held within
/// [0.001, 0.999]. Differs from it: iterations are counted (the released loop forgets to), and the direction is divided by the largest gradient's square.
/// </remarks>
internal static class MinNormIteration
{
    internal const int Iterations = 250;
    private const double SmallestShare = 0.001, SmallestChange = 1e-5;

    /// <summary>The weights where the iteration stops.</summary>
    /// <param name="gram">G, shape [T, T].</param>
    /// <returns>w on the simplex, shape [T].</returns>
    internal static double[] Of(double[,] gram)
    {
        var tasks = gram.GetLength(0);
        if (tasks == 1) return [1];
        var w = BestPair(gram);
        for (var iteration = 0; iteration < Iterations && tasks > 2; iteration++)
        {
            var point = Towards(gram, w, SimplexProjection.Of(Descended(gram, w)));
            var change = w.Zip(point, (before, after) => Math.Abs(before - after)).Sum();
            w = point;
            if (change < SmallestChange) break;
        }

        return w;
    }

    private static double[] BestPair(double[,] gram)
    {
        var tasks = gram.GetLength(0);
        var (best, least) = (Enumerable.Repeat(1.0 / tasks, tasks).ToArray(), double.PositiveInfinity);
        for (var i = 0; i < tasks; i++)
            for (var j = i + 1; j < tasks; j++)
            {
                var share = Share(gram[i, i], gram[i, j], gram[j, j]);
                var square = share * share * gram[i, i] + 2 * share * (1 - share) * gram[i, j] + (1 - share) * (1 - share) * gram[j, j];
                if (square >= least) continue;
                (best, least) = (new double[tasks], square);
                (best[i], best[j]) = (share, 1 - share);
            }

        return best;
    }

    // The first one's share in the shortest vector between two.
    private static double Share(double a, double b, double c) =>
        b >= a ? 1 - SmallestShare : b >= c ? SmallestShare : (c - b) / (a - 2 * b + c);

    // A step along the projected gradient, as far as the weights that fall towards 0 allow.
    private static double[] Descended(double[,] gram, double[] w)
    {
        var scale = Enumerable.Range(0, w.Length).Max(t => gram[t, t]);
        var direction = SymmetricMatrix.Times(gram, w).Select(v => scale > 0 ? -v / scale : 0).ToArray();
        var mean = direction.Average();
        direction = [.. direction.Select(v => v - mean)];
        var limits = direction.Select((v, t) => v < 0 ? -w[t] / v : v > 0 ? (1 - w[t]) / v : double.PositiveInfinity).Where(limit => limit > 1e-7);
        var step = Math.Min(limits.DefaultIfEmpty(1).Min(), 1 / SmallestChange);
        return [.. w.Select((v, t) => v + step * direction[t])];
    }

    private static double[] Towards(double[,] gram, double[] from, double[] to)
    {
        var share = Share(SymmetricMatrix.Form(gram, from, from), SymmetricMatrix.Form(gram, from, to), SymmetricMatrix.Form(gram, to, to));
        return [.. from.Select((v, t) => share * v + (1 - share) * to[t])];
    }
}
