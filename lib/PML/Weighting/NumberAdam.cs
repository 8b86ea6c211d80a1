namespace PML.Weighting;

/// <summary>Adam on a few numbers that a method learns beside the network, such as log-variances or task weights.</summary>
/// <remarks>Source: D. Kingma, J. Ba, 2015; PyTorch's defaults. It lives in a method's state: n values, two moments each, one count.</remarks>
internal static class NumberAdam
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    /// <summary>How many numbers of state n values need, with the values themselves.</summary>
    internal static int StateLength(int values) => 3 * values + 1;

    /// <summary>The values of a state, changed in place by <see cref="Step"/>.</summary>
    internal static Span<double> Values(Span<double> state) => state[..((state.Length - 1) / 3)];

    /// <summary>One step against the gradient.</summary>
    /// <param name="state">Values, first moments, second moments, count.</param>
    /// <param name="gradient">Shape [n].</param>
    /// <param name="rate">Learning rate.</param>
    internal static void Step(Span<double> state, ReadOnlySpan<double> gradient, double rate)
    {
        var n = gradient.Length;
        var steps = ++state[3 * n];
        for (var i = 0; i < n; i++)
        {
            ref var mean = ref state[n + i];
            ref var square = ref state[2 * n + i];
            mean = Beta1 * mean + (1 - Beta1) * gradient[i];
            square = Beta2 * square + (1 - Beta2) * gradient[i] * gradient[i];
            state[i] -= rate * mean / (1 - Math.Pow(Beta1, steps)) / (Math.Sqrt(square / (1 - Math.Pow(Beta2, steps))) + Epsilon);
        }
    }
}
