using PML.Support;

namespace PML.Weighting;

/// <summary>Gradient vaccine (GradVac): gradients are turned towards one another until their cosine is what it usually is.</summary>
/// <remarks>
/// Source: Z. Wang et al., "Gradient vaccine: investigating and improving multi-task optimization in massively multilingual models", 2021, Algorithm 1. PCGrad is its
/// case of a usual cosine of 0 in conflicts. The tasks' own weights get the plain sum of losses. Differs from it: one cosine for all shared
/// weights, not one a layer.
/// </remarks>
public sealed record GradVac() : WeightingMethod("GradVac")
{
    /// <summary>beta, how much of the usual cosine a step replaces, in (0, 1]. Default 0.01, the source's.</summary>
    public double Decay { get; init => field = Check.InRange(Check.Positive(value), 0, 1); } = 0.01;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.Gram;

    /// <inheritdoc/>
    /// <remarks>The usual cosine of each pair, [T, T].</remarks>
    public override double[] NewState(int tasks) => new double[tasks * tasks];

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var (gram, tasks, usual) = (input.Gram, input.Tasks, input.State.ToArray());
        var total = GradientSurgery.Sum(tasks, input.Random, (combination, i, j) => Vaccinate(gram, combination, j, ref usual[i * tasks + j]));
        usual.CopyTo(input.State);
        return Coefficients.SharedOnly(total);
    }

    private void Vaccinate(double[,] gram, double[] combination, int j, ref double usual)
    {
        var (norm, other) = (Math.Sqrt(Math.Max(0, SymmetricMatrix.Form(gram, combination, combination))), Math.Sqrt(Math.Max(0, gram[j, j])));
        if (!(norm > 0) || !(other > 0)) return;
        var cosine = Math.Clamp(GradientSurgery.Product(gram, combination, j) / norm / other, -1, 1);
        if (cosine < usual)
            combination[j] += norm * (usual * Math.Sqrt(1 - cosine * cosine) - cosine * Math.Sqrt(1 - usual * usual)) / (other * Math.Sqrt(1 - usual * usual));
        // Below 1, so that the next step does not divide by 0.
        usual = Math.Min((1 - Decay) * usual + Decay * cosine, 1 - 1e-9);
    }
}
