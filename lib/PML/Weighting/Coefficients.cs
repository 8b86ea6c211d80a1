namespace PML.Weighting;

/// <summary>What a method multiplies each task's gradient by.</summary>
/// <param name="Shared">For the weights that all tasks share, shape [T].</param>
/// <param name="Own">For the weights that only task t has, shape [T].</param>
public readonly record struct Coefficients(double[] Shared, double[] Own)
{
    /// <summary>The l2 norm to which the combined gradient of the shared weights is clipped; 0 for no clipping.</summary>
    public double MaxNorm { get; init; }

    /// <summary>The same for all weights: the method minimises a weighted sum of the losses.</summary>
    /// <param name="weights">Shape [T].</param>
    public static implicit operator Coefficients(double[] weights) => new(weights, weights);

    /// <summary>Coefficients for the shared weights, while each task's own weights get the gradient of its plain loss.</summary>
    /// <param name="shared">Shape [T].</param>
    /// <returns>The coefficients, ones on the tasks' own weights.</returns>
    public static Coefficients SharedOnly(double[] shared) => new(shared, [.. Enumerable.Repeat(1.0, shared.Length)]);
}
