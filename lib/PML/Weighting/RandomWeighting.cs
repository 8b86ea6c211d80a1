namespace PML.Weighting;

/// <summary>Random loss weighting (RLW): new random weights at every step.</summary>
/// <remarks>
/// Source: B. Lin et al., "Reasonable effectiveness of random weighting: a litmus test for multi-task learning", 2022: the softmax of standard normal
/// numbers, and the sum of the weighted losses.
/// </remarks>
public sealed record RandomWeighting() : WeightingMethod("RLW")
{
    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.None;

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var draws = new double[input.Tasks];
        for (var t = 0; t < draws.Length; t++)
            draws[t] = Math.Sqrt(-2 * Math.Log(1 - input.Random.NextDouble())) * Math.Cos(2 * Math.PI * input.Random.NextDouble());
        return Softmax.Of(draws);
    }
}
