namespace PML.Weighting;

/// <summary>The numbers behind a <see cref="GradientScale"/>.</summary>
internal static class GradientScales
{
    internal static bool NeedsLosses(this GradientScale scale) => scale is GradientScale.Loss or GradientScale.LossAndNorm;

    /// <summary>What each gradient is divided by, shape [T]; 1 where that would be 0 or less.</summary>
    internal static double[] Divisors(this GradientScale scale, WeightingInput input)
    {
        var divisors = new double[input.Tasks];
        for (var t = 0; t < divisors.Length; t++)
        {
            var divisor = (scale.NeedsLosses() ? input.Losses[t] : 1) * (scale is GradientScale.Norm or GradientScale.LossAndNorm ? Math.Sqrt(Math.Max(0, input.Gram[t, t])) : 1);
            divisors[t] = divisor > 0 ? divisor : 1;
        }

        return divisors;
    }
}
