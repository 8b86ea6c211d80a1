using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>Small programs by trying every support: Gauss's elimination on each, and the best that is allowed.</summary>
internal static class BruteForce
{
    /// <summary>The minimiser of w' G w over the simplex, and the minimum.</summary>
    internal static (double[] Weights, double Minimum) OnSimplex(double[,] gram)
    {
        var n = gram.GetLength(0);
        var (best, least) = (new double[n], double.PositiveInfinity);
        foreach (var support in Supports(n))
        {
            // G w = level on the support, 1' w = 1.
            var k = support.Length;
            var scale = Math.Max(support.Max(i => gram[i, i]), double.Epsilon);
            var system = new double[k + 1, k + 2];
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < k; j++) system[i, j] = gram[support[i], support[j]] / scale;
                system[i, k] = system[k, i] = 1;
            }

            system[k, k + 1] = 1;
            if (Eliminate(system) is not { } x || x.Take(k).Any(v => v < -1e-9)) continue;
            var w = new double[n];
            for (var i = 0; i < k; i++) w[support[i]] = Math.Max(0, x[i]);
            if (SymmetricMatrix.Form(gram, w, w) is var square && square < least) (best, least) = (w, square);
        }

        return (best, least);
    }

    /// <summary>The minimum of x' H x / 2 - b' x over x of no negative entry, for H that is positive definite.</summary>
    internal static double[] NotNegative(double[,] h, double[] b)
    {
        var n = b.Length;
        var (best, least) = (new double[n], 0.0);
        foreach (var support in Supports(n))
        {
            var k = support.Length;
            var system = new double[k, k + 1];
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < k; j++) system[i, j] = h[support[i], support[j]];
                system[i, k] = b[support[i]];
            }

            if (Eliminate(system) is not { } x || x.Any(v => v < 0)) continue;
            var full = new double[n];
            for (var i = 0; i < k; i++) full[support[i]] = x[i];
            var value = SymmetricMatrix.Form(h, full, full) / 2 - Vectors.Dot(b, full);
            if (value < least) (best, least) = (full, value);
        }

        return best;
    }

    /// <summary>The solution of the system [A | b], with row exchanges; null where it is singular.</summary>
    internal static double[]? Eliminate(double[,] system)
    {
        var n = system.GetLength(0);
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(system[row, column]));
            if (Math.Abs(system[pivot, column]) < 1e-13) return null;
            for (var j = 0; j <= n; j++) (system[pivot, j], system[column, j]) = (system[column, j], system[pivot, j]);
            for (var row = 0; row < n; row++)
            {
                if (row == column) continue;
                var factor = system[row, column] / system[column, column];
                for (var j = column; j <= n; j++) system[row, j] -= factor * system[column, j];
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => system[i, n] / system[i, i])];
    }

    private static IEnumerable<int[]> Supports(int n) =>
        Enumerable.Range(1, (1 << n) - 1).Select(bits => Enumerable.Range(0, n).Where(i => (bits >> i & 1) == 1).ToArray());
}
