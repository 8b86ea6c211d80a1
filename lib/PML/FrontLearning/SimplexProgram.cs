namespace PML.FrontLearning;

/// <summary>A linear program over the simplex of a few weights, exactly: an optimum is a corner of the polytope, and there are few.</summary>
internal static class SimplexProgram
{
    private const double Tolerance = 1e-9;

    /// <summary>The w on the simplex with the largest g' w for which a' w is at least b.</summary>
    /// <param name="gain">g, shape [T].</param>
    /// <param name="constraints">a, shape [T], and b of each; of size about 1.</param>
    /// <returns>w, shape [T]; null where no w meets all constraints.</returns>
    internal static double[]? Maximize(double[] gain, IReadOnlyList<(double[] A, double B)> constraints)
    {
        var tasks = gain.Length;
        // A corner meets T - 1 of these, and sum w = 1, with equality.
        (double[] A, double B)[] all = [.. Enumerable.Range(0, tasks).Select(t => (Unit(tasks, t), 0.0)), .. constraints];
        double[]? best = null;
        var most = double.NegativeInfinity;
        foreach (var chosen in Subsets(all.Length, tasks - 1))
        {
            (double[] A, double B)[] rows = [([.. Enumerable.Repeat(1.0, tasks)], 1), .. chosen.Select(i => all[i])];
            if (Solve(rows) is not { } w || all.Any(constraint => Dot(constraint.A, w) < constraint.B - Tolerance) || Dot(gain, w) <= most) continue;
            (best, most) = (w, Dot(gain, w));
        }

        if (best is null) return null;
        // What the tolerance let through.
        var clipped = best.Select(value => Math.Max(value, 0)).ToArray();
        return [.. clipped.Select(value => value / clipped.Sum())];
    }

    private static IEnumerable<int[]> Subsets(int count, int size, int from = 0)
    {
        if (size == 0) return [[]];
        return Enumerable.Range(from, Math.Max(0, count - from)).SelectMany(first => Subsets(count, size - 1, first + 1).Select(rest => (int[])[first, .. rest]));
    }

    // Gauss with the largest pivot; null where the equations depend on one another.
    private static double[]? Solve((double[] A, double B)[] rows)
    {
        var n = rows.Length;
        double[][] m = [.. rows.Select(row => (double[])[.. row.A, row.B])];
        for (var k = 0; k < n; k++)
        {
            var pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(m[i][k]));
            if (Math.Abs(m[pivot][k]) < 1e-12) return null;
            (m[k], m[pivot]) = (m[pivot], m[k]);
            for (var i = 0; i < n; i++)
            {
                if (i == k) continue;
                var factor = m[i][k] / m[k][k];
                for (var j = k; j <= n; j++) m[i][j] -= factor * m[k][j];
            }
        }

        return [.. m.Select((row, k) => row[n] / row[k])];
    }

    private static double[] Unit(int length, int at) => [.. Enumerable.Range(0, length).Select(i => i == at ? 1.0 : 0)];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
