namespace PML.Weighting;

/// <summary>exp(x_t) as shares of their sum.</summary>
internal static class Softmax
{
    /// <summary>The shares, shifted by the largest x so that exp never overflows.</summary>
    internal static double[] Of(ReadOnlySpan<double> x)
    {
        var (shares, largest, sum) = (new double[x.Length], double.NegativeInfinity, 0.0);
        foreach (var value in x) largest = Math.Max(largest, value);
        // An infinite ratio takes all.
        for (var t = 0; t < shares.Length; t++) sum += shares[t] = double.IsPositiveInfinity(largest) ? x[t] == largest ? 1 : 0 : Math.Exp(x[t] - largest);
        for (var t = 0; t < shares.Length; t++) shares[t] /= sum;
        return shares;
    }
}
