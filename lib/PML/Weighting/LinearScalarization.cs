using PML.Support;

namespace PML.Weighting;

/// <summary>Linear scalarization (LS): one network that minimises a fixed weighted sum of the losses.</summary>
/// <remarks>Source: the paper, Section 5, "Baselines": the average loss, so 1/T each.</remarks>
public sealed record LinearScalarization() : WeightingMethod("LS")
{
    /// <summary>A weight for each task, not negative. Default none: 1/T each.</summary>
    public Numbers? Weights
    {
        get;
        init => field = value is null || value.All(w => w >= 0 && double.IsFinite(w)) ? value
            : throw new PmlException($"Weights must not hold a number below 0; found {value}.");
    }

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.None;

    /// <inheritdoc/>
    /// <exception cref="PmlException"><see cref="Weights"/> has another length than T.</exception>
    public override Coefficients Weigh(WeightingInput input)
    {
        if (Weights is null) return Enumerable.Repeat(1.0 / input.Tasks, input.Tasks).ToArray();
        return Weights.Count == input.Tasks ? Weights.ToArray()
            : throw new PmlException($"Weights must hold one number for each of the {input.Tasks} tasks; found {Weights.Count}.");
    }
}
