using PML.Support;

namespace PML.Weighting;

/// <summary>Fast adaptive multitask optimization (FAMO): all losses shall fall at the same rate, without a gradient a task.</summary>
/// <remarks>
/// Source: B. Liu et al., "FAMO: fast adaptive multitask optimization", 2023, Algorithm 1, in its released form: logits w move by Adam against how far each log-loss has fallen on the
/// same batch, which costs one more forward and no backward pass. Each loss must be above its minimum.
/// </remarks>
public sealed record Famo() : WeightingMethod("FAMO")
{
    private const double Offset = 1e-8;

    /// <summary>The learning rate of the logits; above 0. Default 0.025.</summary>
    public double Rate { get; init => field = Check.Positive(value); } = 0.025;

    /// <summary>gamma, how strongly the logits are drawn back to 0; at least 0. Default 1e-3.</summary>
    public double Gamma { get; init => field = Check.AtLeast(value, 0.0); } = 1e-3;

    /// <summary>The l2 norm to which the shared weights' gradient is clipped; 0 for no clipping. Default 1, the released code's.</summary>
    public double MaxNorm { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>The least that each loss can be. Default none: 0 each.</summary>
    public Numbers? Minimum { get; init; }

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Losses | WeightingNeeds.LossesAfter;

    /// <inheritdoc/>
    /// <remarks>The logits and Adam's moments, then the log-losses before the step.</remarks>
    public override double[] NewState(int tasks) => new double[NumberAdam.StateLength(tasks) + tasks];

    /// <inheritdoc/>
    /// <exception cref="PmlException">A loss is not above its minimum.</exception>
    public override Coefficients Weigh(WeightingInput input)
    {
        var z = Softmax.Of(Logits(input.State));
        var before = input.State[^input.Tasks..];
        var weights = new double[input.Tasks];
        for (var t = 0; t < weights.Length; t++)
        {
            var excess = Excess(input.Losses, t);
            before[t] = Math.Log(excess);
            weights[t] = z[t] / excess;
        }

        // Divided by their sum, which counts as a constant: the weights sum to 1.
        var sum = weights.Sum();
        double[] shares = [.. weights.Select(weight => weight / sum)];
        return new Coefficients(shares, shares) { MaxNorm = MaxNorm };
    }

    /// <inheritdoc/>
    public override void Observe(double[] lossesAfter, Span<double> state)
    {
        var logits = Logits(state);
        var before = state[^lossesAfter.Length..];
        var z = Softmax.Of(logits);
        var (fall, mean) = (new double[z.Length], 0.0);
        for (var t = 0; t < z.Length; t++) mean += z[t] * (fall[t] = before[t] - Math.Log(Excess(lossesAfter, t)));
        // The derivative of z' fall by the logits, and the pull towards 0 as weight decay.
        for (var t = 0; t < z.Length; t++) fall[t] = z[t] * (fall[t] - mean) + Gamma * logits[t];
        NumberAdam.Step(state[..^z.Length], fall, Rate);
    }

    private static Span<double> Logits(Span<double> state) => state[..((state.Length - 1) / 4)];

    private double Excess(double[] losses, int task)
    {
        if (Minimum is not null && Minimum.Count != losses.Length) throw new PmlException($"Minimum must hold one number for each of the {losses.Length} tasks; found {Minimum.Count}.");
        var excess = losses[task] - (Minimum?[task] ?? 0) + Offset;
        return excess > 0 ? excess : throw new PmlException($"FAMO needs losses above their minimum, for their logarithms; found {losses[task]} for task {task + 1}. Set Minimum to what the losses cannot fall below.");
    }
}
