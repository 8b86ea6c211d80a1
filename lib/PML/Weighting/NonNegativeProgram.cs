namespace PML.Weighting;

/// <summary>The exact minimum of x' H x / 2 - b' x over x of no negative entry, for matrices of a few rows.</summary>
/// <remarks>
/// Source: C. Lawson, R. Hanson, "Solving least squares problems", 1974, chapter 23: an active set that grows by the steepest
/// entry. It ends by itself after a few more changes than there are rows.
/// </remarks>
internal static class NonNegativeProgram
{
    private const double Tolerance = 1e-13;

    /// <summary>The minimiser.</summary>
    /// <param name="h">Positive semi-definite (up to rounding), shape [n, n].</param>
    /// <param name="b">Shape [n].</param>
    /// <returns>x, shape [n].</returns>
    internal static double[] Solve(double[,] h, double[] b)
    {
        var n = b.Length;
        var (x, free, refused) = (new double[n], new List<int>(), new bool[n]);
        for (var change = 0; change < 30 * (n + 1); change++)
        {
            var next = Steepest(h, b, x, free, refused);
            if (next < 0) break;
            free.Add(next);
            if (SymmetricMatrix.Solve(h, b, free.ToArray()) is not { } solved || solved[^1] <= 0)
            {
                // It depends on the free ones: it has nothing to add as long as these stay.
                free.RemoveAt(free.Count - 1);
                refused[next] = true;
                continue;
            }

            Array.Clear(refused);
            Move(h, b, x, free, solved);
        }

        return x;
    }

    private static int Steepest(double[,] h, double[] b, double[] x, List<int> free, bool[] refused)
    {
        var (best, steepest) = (-1, 0.0);
        for (var i = 0; i < b.Length; i++)
        {
            if (refused[i] || free.Contains(i)) continue;
            double slope = b[i], size = Math.Abs(b[i]);
            for (var j = 0; j < b.Length; j++)
            {
                slope -= h[i, j] * x[j];
                size += Math.Abs(h[i, j] * x[j]);
            }

            // In the row's own scale, and not what rounding alone could make.
            var scale = Math.Sqrt(Math.Max(h[i, i], double.Epsilon));
            if (slope > Tolerance * size && slope / scale > steepest) (best, steepest) = (i, slope / scale);
        }

        return best;
    }

    // Towards the minimum over the free entries; one that would become negative is held at 0, and the rest solved anew.
    private static void Move(double[,] h, double[] b, double[] x, List<int> free, double[] solved)
    {
        while (true)
        {
            double step = 1;
            for (var i = 0; i < free.Count; i++)
                if (solved[i] <= 0) step = Math.Min(step, ShareToZero(x[free[i]], solved[i]));
            for (var i = free.Count - 1; i >= 0; i--)
            {
                var blocked = solved[i] <= 0 && ShareToZero(x[free[i]], solved[i]) <= step;
                x[free[i]] = blocked ? 0 : x[free[i]] + step * (solved[i] - x[free[i]]);
                if (blocked) free.RemoveAt(i);
            }

            if (step >= 1 || free.Count == 0 || SymmetricMatrix.Solve(h, b, free.ToArray()) is not { } again) return;
            solved = again;
        }
    }

    // How far of the way from an entry to where it would be is 0. From 0 to 0 it is there at once: 0 / 0 would block nothing, and the search would never end.
    private static double ShareToZero(double from, double to) => from > 0 ? from / (from - to) : 0;
}
