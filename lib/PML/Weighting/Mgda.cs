namespace PML.Weighting;

/// <summary>Multiple gradient descent algorithm (MGDA): the shortest vector in the convex hull of the task gradients, which no task opposes.</summary>
/// <remarks>
/// Source: J.-A. Désidéri, "Multiple-gradient descent algorithm (MGDA) for multiobjective optimization", 2012; O. Sener, V. Koltun, "Multi-task learning as
/// multi-objective optimization", 2018. The same weights serve the tasks' own weights, as in the released code. Differs from it: the shortest
/// vector is exact (<see cref="Iteration"/> gives theirs).
/// </remarks>
public sealed record Mgda() : WeightingMethod("MGDA")
{
    /// <summary>What the gradients are divided by while the shortest vector is looked for; its weights then go to the plain losses, as in the source's code. Default nothing, the paper's.</summary>
    public GradientScale Scale { get; init; }

    /// <summary>Whether to stop where the released code's iteration does. Default no.</summary>
    public bool Iteration { get; init; }

    /// <summary>Whether the weights are multiplied by T, as the released code does, so that equal gradients give the sum of the losses. Default yes.</summary>
    public bool TimesTasks { get; init; } = true;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => Scale.NeedsLosses() ? WeightingNeeds.Gram | WeightingNeeds.Losses : WeightingNeeds.Gram;

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var divisors = Scale.Divisors(input);
        var gram = SymmetricMatrix.Scaled(input.Gram, [.. divisors.Select(d => 1 / d)]);
        var w = Iteration ? MinNormIteration.Of(gram) : MinNorm.Of(gram);
        var times = TimesTasks ? w.Length : 1;
        return w.Select(share => times * share).ToArray();
    }
}
