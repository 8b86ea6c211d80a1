namespace PML.Weighting;

/// <summary>Linear algebra on symmetric matrices of a few rows: a Gram matrix has one row a task.</summary>
internal static class SymmetricMatrix
{
    private const double RelativePivot = 1e-14;

    internal static double[] Times(double[,] a, ReadOnlySpan<double> x)
    {
        var product = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
            for (var j = 0; j < x.Length; j++)
                product[i] += a[i, j] * x[j];
        return product;
    }

    /// <summary>x' A y.</summary>
    internal static double Form(double[,] a, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (var i = 0; i < x.Length; i++)
            for (var j = 0; j < y.Length; j++)
                sum += x[i] * a[i, j] * y[j];
        return sum;
    }

    /// <summary>The square roots of the diagonal: the gradients' norms.</summary>
    internal static double[] Norms(double[,] gram)
    {
        var norms = new double[gram.GetLength(0)];
        for (var t = 0; t < norms.Length; t++) norms[t] = Math.Sqrt(Math.Max(0, gram[t, t]));
        return norms;
    }

    /// <summary>D A D for a diagonal D.</summary>
    internal static double[,] Scaled(double[,] a, ReadOnlySpan<double> diagonal)
    {
        var n = diagonal.Length;
        var scaled = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                // One factor at a time: their product may leave the range of numbers where the result does not.
                scaled[i, j] = a[i, j] * diagonal[i] * diagonal[j];
        return scaled;
    }

    /// <summary>The cosines between gradients; a gradient of zero has a row of zeros.</summary>
    internal static double[,] Cosines(double[,] gram, ReadOnlySpan<double> norms)
    {
        var inverse = new double[norms.Length];
        for (var t = 0; t < inverse.Length; t++) inverse[t] = norms[t] > 0 ? 1 / norms[t] : 0;
        return Scaled(gram, inverse);
    }

    /// <summary>The solution of A x = b restricted to some rows and columns, by Cholesky's factorisation.</summary>
    /// <param name="a">Positive semi-definite, shape [n, n].</param>
    /// <param name="b">Shape [n].</param>
    /// <param name="rows">The rows and columns that count, k of them.</param>
    /// <returns>Shape [k]; null where that part of A is singular.</returns>
    internal static double[]? Solve(double[,] a, ReadOnlySpan<double> b, ReadOnlySpan<int> rows)
    {
        var k = rows.Length;
        var (l, x) = (new double[k, k], new double[k]);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[rows[i], rows[j]];
                for (var m = 0; m < j; m++) sum -= l[i, m] * l[j, m];
                if (j < i) l[i, j] = sum / l[j, j];
                else if (sum > RelativePivot * a[rows[i], rows[i]]) l[i, i] = Math.Sqrt(sum);
                else return null;
            }

            x[i] = b[rows[i]];
            for (var m = 0; m < i; m++) x[i] -= l[i, m] * x[m];
            x[i] /= l[i, i];
        }

        for (var i = k - 1; i >= 0; i--)
        {
            for (var m = i + 1; m < k; m++) x[i] -= l[m, i] * x[m];
            x[i] /= l[i, i];
        }

        return x;
    }

    /// <summary>Eigenvalues and eigenvectors by Jacobi's rotations.</summary>
    /// <param name="a">Symmetric, shape [n, n].</param>
    /// <returns>The eigenvalues, and the matrix whose columns are their eigenvectors.</returns>
    internal static (double[] Values, double[,] Vectors) Eigen(double[,] a)
    {
        const int LargestSweeps = 60;
        var n = a.GetLength(0);
        a = (double[,])a.Clone();
        var v = new double[n, n];
        for (var i = 0; i < n; i++) v[i, i] = 1;
        for (var sweep = 0; sweep < LargestSweeps; sweep++)
        {
            var rotated = false;
            for (var p = 0; p < n; p++)
                for (var q = p + 1; q < n; q++)
                    rotated |= Rotate(a, v, p, q);
            if (!rotated) break;
        }

        var values = new double[n];
        for (var i = 0; i < n; i++) values[i] = a[i, i];
        return (values, v);
    }

    private static bool Rotate(double[,] a, double[,] v, int p, int q)
    {
        // Nothing to gain where the entry is lost in its diagonal's rounding.
        if (Math.Abs(a[p, q]) <= 1e-17 * (Math.Abs(a[p, p]) + Math.Abs(a[q, q]))) return false;
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var k = 0; k < a.GetLength(0); k++) (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
        for (var k = 0; k < a.GetLength(0); k++) (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
        for (var k = 0; k < a.GetLength(0); k++) (v[k, p], v[k, q]) = (c * v[k, p] - s * v[k, q], s * v[k, p] + c * v[k, q]);
        a[p, q] = a[q, p] = 0;
        return true;
    }
}
