namespace PML.Weighting;

/// <summary>The nearest combination of the task gradients that no task opposes.</summary>
/// <remarks>The projection of sum_t u_t g_t onto the directions d with g_t' d of at least 0 is sum_t v_t g_t, where v minimises v' G v over v at least u, entry by entry.</remarks>
internal static class DualCone
{
    /// <summary>The projection's weights.</summary>
    /// <param name="gram">G, shape [T, T].</param>
    /// <param name="weights">u, shape [T].</param>
    /// <returns>v, shape [T].</returns>
    internal static double[] Project(double[,] gram, double[] weights)
    {
        // On the cosines, so that tasks of very different scales keep their digits: v_t = y_t / |g_t|.
        var norms = SymmetricMatrix.Norms(gram);
        var cosines = SymmetricMatrix.Cosines(gram, norms);
        var scaled = weights.Select((u, t) => u * norms[t]).ToArray();
        var added = NonNegativeProgram.Solve(cosines, [.. SymmetricMatrix.Times(cosines, scaled).Select(v => -v)]);
        return [.. weights.Select((u, t) => norms[t] > 0 ? u + added[t] / norms[t] : u)];
    }
}
