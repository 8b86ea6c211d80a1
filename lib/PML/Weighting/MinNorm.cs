namespace PML.Weighting;

/// <summary>The shortest vector in the convex hull of the task gradients, exactly.</summary>
/// <remarks>
/// min w' G w over the simplex. With x = s w it is the same as min x' G x + rho (1' x - 1)^2 over x of no negative entry, whatever
/// rho above 0 is, because only s depends on it. rho is the shortest gradient's square, so that tasks of very different scales
/// keep their digits.
/// </remarks>
internal static class MinNorm
{
    /// <summary>The weights of the shortest vector.</summary>
    /// <param name="gram">G, shape [T, T].</param>
    /// <returns>w on the simplex, shape [T].</returns>
    internal static double[] Of(double[,] gram)
    {
        var tasks = gram.GetLength(0);
        return tasks switch
        {
            1 => [1],
            2 => OfTwo(gram[0, 0], gram[0, 1], gram[1, 1]),
            _ => OfMany(gram, tasks),
        };
    }

    /// <summary>The weights where every gradient is moved by s g_0, with g_0 the gradients' mean.</summary>
    /// <param name="gram">The Gram matrix of the gradients themselves.</param>
    /// <param name="shift">s, at least 0.</param>
    /// <returns>w on the simplex, shape [T].</returns>
    internal static double[] OfShifted(double[,] gram, double shift)
    {
        var tasks = gram.GetLength(0);
        var (towardsMean, mean) = (new double[tasks], 0.0); // g_i' g_0 and g_0' g_0
        for (var i = 0; i < tasks; i++)
        {
            for (var j = 0; j < tasks; j++) towardsMean[i] += gram[i, j] / tasks;
            mean += towardsMean[i] / tasks;
        }

        var shifted = new double[tasks, tasks];
        for (var i = 0; i < tasks; i++)
            for (var j = 0; j < tasks; j++)
                shifted[i, j] = gram[i, j] + shift * (towardsMean[i] + towardsMean[j]) + shift * shift * mean;
        return Of(shifted);
    }

    private static double[] OfTwo(double a, double b, double c)
    {
        // |w g_1 + (1 - w) g_2|^2 has its minimum at (c - b) / (a - 2 b + c).
        var curvature = a - 2 * b + c;
        var first = curvature > 0 ? Math.Clamp((c - b) / curvature, 0, 1) : 0.5;
        return [first, 1 - first];
    }

    private static double[] OfMany(double[,] gram, int tasks)
    {
        var shortest = Enumerable.Range(0, tasks).Min(t => gram[t, t]);
        // A gradient of zero is the shortest vector itself.
        if (!(shortest > 0)) return Shares([.. Enumerable.Range(0, tasks).Select(t => gram[t, t] > 0 ? 0.0 : 1)]);
        var h = new double[tasks, tasks];
        for (var i = 0; i < tasks; i++)
            for (var j = 0; j < tasks; j++)
                h[i, j] = gram[i, j] / shortest + 1;
        return Shares(NonNegativeProgram.Solve(h, [.. Enumerable.Repeat(1.0, tasks)]));
    }

    private static double[] Shares(double[] x)
    {
        var sum = x.Sum();
        return [.. x.Select(v => v / sum)];
    }
}
