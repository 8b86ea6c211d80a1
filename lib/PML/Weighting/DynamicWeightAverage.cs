using PML.Support;

namespace PML.Weighting;

/// <summary>Dynamic weight average (DWA): tasks whose losses fall more slowly get more weight.</summary>
/// <remarks>
/// Source: S. Liu, E. Johns, A. Davison, "End-to-end multi-task learning with attention", 2019, Eq. 7. The ratio of a loss to its past is the released code's: the
/// mean of the last 25 steps against that of the 25 before, and the mean of the weighted losses. (The source compares epochs, and sums.)
/// </remarks>
public sealed record DynamicWeightAverage() : WeightingMethod("DWA")
{
    /// <summary>How many steps a mean covers, at least 1. Default 25. Until one more has passed, all weights are 1.</summary>
    public int Window { get; init => field = Check.AtLeast(value, 1); } = 25;

    /// <summary>Divides the ratios: higher makes the weights more equal; above 0. Default 2.</summary>
    public double Temperature { get; init => field = Check.Positive(value); } = 2;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Losses;

    /// <inheritdoc/>
    /// <remarks>How many steps there were, then the losses of the last 2 <see cref="Window"/> steps, oldest first; ones before the first.</remarks>
    public override double[] NewState(int tasks) => [0, .. Enumerable.Repeat(1.0, 2 * Window * tasks)];

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var tasks = input.Tasks;
        var past = input.State[1..];
        past[tasks..].CopyTo(past);
        input.Losses.CopyTo(past[^tasks..]);
        var weights = Enumerable.Repeat(1.0 / tasks, tasks).ToArray();
        if (input.State[0]++ <= Window) return weights;

        for (var t = 0; t < tasks; t++) weights[t] = Sum(past, Window, t, tasks) / Sum(past, 0, t, tasks) / Temperature;
        return Softmax.Of(weights);
    }

    private double Sum(ReadOnlySpan<double> past, int from, int task, int tasks)
    {
        double sum = 0;
        for (var step = from; step < from + Window; step++) sum += past[step * tasks + task];
        // A sum of 0 has no ratio; the smallest number keeps the sign of what it is compared with.
        return sum == 0 ? double.Epsilon : sum;
    }
}
