namespace PML.Tests.Weighting;

/// <summary>Gradients written out as vectors, for rules that the library applies to scalar products alone.</summary>
internal static class Vectors
{
    internal static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    internal static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    internal static double[] Scaled(double[] a, double factor) => [.. a.Select(v => v * factor)];

    internal static double[] Plus(double[] a, double[] b, double factor = 1) => [.. a.Zip(b, (x, y) => x + factor * y)];

    /// <summary>sum_t w_t g_t.</summary>
    internal static double[] Combination(double[] weights, double[][] rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(k => weights.Select((w, t) => w * rows[t][k]).Sum())];

    internal static double[] Mean(double[][] rows) => Combination([.. rows.Select(_ => 1.0 / rows.Length)], rows);

    internal static double[,] Gram(double[][] rows)
    {
        var gram = new double[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j <= i; j++)
                gram[i, j] = gram[j, i] = Dot(rows[i], rows[j]);
        return gram;
    }

    /// <summary>The largest |w_t| |g_t| of all tasks, summed: the size against which a direction's rounding counts.</summary>
    internal static double Size(double[] weights, double[][] rows) => weights.Select((w, t) => Math.Abs(w) * Norm(rows[t])).Sum();
}
