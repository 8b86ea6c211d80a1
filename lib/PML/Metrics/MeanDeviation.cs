using System.Globalization;

namespace PML.Metrics;

/// <summary>The mean and the sample deviation of a few numbers, e.g. one metric over seeds.</summary>
/// <param name="Count">How many numbers there were, at least 1.</param>
/// <param name="Mean">Their mean, in their own unit.</param>
/// <param name="Deviation">The sample standard deviation (divided by n - 1); null with one number, which has none.</param>
public readonly record struct MeanDeviation(int Count, double Mean, double? Deviation)
{
    /// <summary>The mean and deviation of some numbers.</summary>
    /// <param name="values">At least one number.</param>
    /// <returns>Their summary.</returns>
    /// <exception cref="Support.PmlException">There are none, or one is not finite.</exception>
    public static MeanDeviation Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length == 0 || !all.All(double.IsFinite))
            throw new Support.PmlException($"A mean needs at least one number, and only finite ones; found {new Support.Numbers(all)}.");
        var mean = all.Average();
        return new(all.Length, mean, all.Length == 1 ? null : Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1)));
    }

    /// <summary>Mean and deviation as text, e.g. "0.912 ± 0.003"; "–" stands for a deviation that does not exist.</summary>
    /// <param name="decimals">Digits after the point, 0 to 15.</param>
    /// <param name="scale">What to multiply both with, e.g. 100 for per cent.</param>
    /// <returns>The text, in the invariant culture.</returns>
    public string ToString(int decimals, double scale = 1)
    {
        var format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        var deviation = Deviation is { } d ? (d * scale).ToString(format, CultureInfo.InvariantCulture) : "–";
        return $"{(Mean * scale).ToString(format, CultureInfo.InvariantCulture)} ± {deviation}";
    }

    /// <inheritdoc/>
    public override string ToString() => ToString(4);
}
