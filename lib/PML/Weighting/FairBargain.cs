namespace PML.Weighting;

/// <summary>The weights a above 0 with G a = a^(-q), entry by entry: what Nash-MTL (q = 1) and FairGrad (q = 1/alpha) step along.</summary>
/// <remarks>
/// They minimise the convex a' G a / 2 plus a barrier, so Newton's method with a line search ends at the one solution. It works on the cosines
/// C with a_t = y_t / |g_t|: then C y = |g|^(q - 1) y^(-q), whatever the tasks' scales. A ridge of 1e-10 keeps y finite where the gradients balance one another and no solution exists.
/// </remarks>
internal static class FairBargain
{
    internal const int Iterations = 100;
    private const double Ridge = 1e-10, Tolerance = 1e-13;

    /// <summary>The weights.</summary>
    /// <param name="gram">G, shape [T, T].</param>
    /// <param name="q">Above 0.</param>
    /// <returns>a, shape [T]; 1 for a task whose gradient is zero, which no weight can help.</returns>
    internal static double[] Weights(double[,] gram, double q)
    {
        var norms = SymmetricMatrix.Norms(gram);
        int[] tasks = [.. Enumerable.Range(0, norms.Length).Where(t => norms[t] > 0)];
        var cosines = SymmetricMatrix.Cosines(gram, norms);
        foreach (var t in tasks) cosines[t, t] = 1 + Ridge;
        var target = norms.Select(norm => norm > 0 ? Math.Pow(norm, q - 1) : 0).ToArray(); // kappa
        // The solution for gradients at right angles.
        var y = target.Select(kappa => kappa > 0 ? Math.Pow(kappa, 1 / (1 + q)) : 0).ToArray();
        for (var iteration = 0; iteration < Iterations; iteration++)
            if (!Step(cosines, target, y, tasks, q)) break;
        return [.. y.Select((v, t) => norms[t] > 0 ? v / norms[t] : 1)];
    }

    // One damped Newton step; false where there is nothing left to gain.
    private static bool Step(double[,] cosines, double[] target, double[] y, int[] tasks, double q)
    {
        var product = SymmetricMatrix.Times(cosines, y);
        var (hessian, slope) = ((double[,])cosines.Clone(), new double[y.Length]);
        double error = 0;
        foreach (var t in tasks)
        {
            var barrier = target[t] * Math.Pow(y[t], -q);
            slope[t] = barrier - product[t];
            hessian[t, t] += q * barrier / y[t];
            error = Math.Max(error, Math.Abs(slope[t]) / barrier);
        }

        if (error < Tolerance || SymmetricMatrix.Solve(hessian, slope, tasks) is not { } newton) return false;
        double step = 1, descent = 0;
        for (var i = 0; i < tasks.Length; i++)
        {
            descent += newton[i] * slope[tasks[i]];
            if (newton[i] < 0) step = Math.Min(step, -0.95 * y[tasks[i]] / newton[i]);
        }

        var from = (double[])y.Clone();
        for (var halving = 0; halving < 60; halving++, step /= 2)
        {
            for (var i = 0; i < tasks.Length; i++) y[tasks[i]] = from[tasks[i]] + step * newton[i];
            // Downhill still, or nearly level. Slopes and not values are compared: a value's digits are those of the largest task alone.
            if (Descent(cosines, target, y, newton, tasks, q) >= -0.1 * descent) return true;
        }

        from.CopyTo(y, 0);
        return false;
    }

    // How steeply the value falls along a direction.
    private static double Descent(double[,] cosines, double[] target, double[] y, double[] direction, int[] tasks, double q)
    {
        var (product, descent) = (SymmetricMatrix.Times(cosines, y), 0.0);
        for (var i = 0; i < tasks.Length; i++) descent += direction[i] * (target[tasks[i]] * Math.Pow(y[tasks[i]], -q) - product[tasks[i]]);
        return descent;
    }
}
