using PML.Support;

namespace PML.Metrics;

/// <summary>How far the mean of a few numbers may be off, from the numbers alone.</summary>
/// <remarks>
/// Source: B. Efron, R. Tibshirani, "An Introduction to the Bootstrap", 1993: section 13.3, the percentile interval, with the
/// ranks of their page 160. The percentile form, not the bias-corrected ones: their corrections are themselves estimated
/// from the numbers, of which there are three where three seeds were run. No resample's mean lies outside the numbers,
/// so an interval of few numbers is too narrow: of three numbers the 95 % interval is their range, and holds a normal
/// distribution's mean in three of four cases; of ten in about nine of ten.
/// </remarks>
public static class Bootstrap
{
    /// <summary>The interval of the mean: between two quantiles of the means of resamples, drawn with replacement.</summary>
    /// <param name="values">Shape [n], finite; their order does not matter.</param>
    /// <param name="level">How much of the resamples' means the interval holds; in [0.01, 0.999], e.g. 0.95.</param>
    /// <param name="resamples">How many resamples; at least 2 / (1 - level) - 1, so that some lie outside. A few thousand are usual.</param>
    /// <param name="random">Where the resamples come from; a stream with a fixed seed gives the same interval each time.</param>
    /// <returns>Its ends, in the values' unit; null for fewer than two values, which say nothing of their spread.</returns>
    /// <exception cref="PmlException">A value is not finite, or the level or the number of resamples is out of range.</exception>
    public static (double Low, double High)? Interval(IReadOnlyCollection<double> values, double level, int resamples, Random random)
    {
        Check.InRange(level, 0.01, 0.999, nameof(level));
        if (!values.All(double.IsFinite)) throw new PmlException($"A bootstrap needs finite numbers; found {new Numbers(values)}.");
        // What rounding takes from a whole number must not cost a rank.
        var rank = (int)((resamples + 1.0) * (1 - level) / 2 + 1e-9);
        if (rank < 1) throw new PmlException($"A bootstrap interval of level {level} needs at least {Math.Ceiling(2 / (1 - level) - 1e-9) - 1} resamples; found {resamples}.");
        if (values.Count < 2) return null;
        double[] sorted = [.. values.Order()];
        var means = new double[resamples];
        for (var i = 0; i < means.Length; i++) means[i] = ResampledMean(sorted, random);
        Array.Sort(means);
        return (means[rank - 1], means[^rank]);
    }

    private static double ResampledMean(double[] sorted, Random random)
    {
        var sum = 0.0;
        for (var i = 0; i < sorted.Length; i++) sum += sorted[random.Next(sorted.Length)];
        // Rounding must not carry the mean of equal values past them.
        return Math.Clamp(sum / sorted.Length, sorted[0], sorted[^1]);
    }
}
