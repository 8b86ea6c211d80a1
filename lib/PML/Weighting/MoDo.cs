using PML.Support;

namespace PML.Weighting;

/// <summary>Multi-objective gradients with double sampling (MoDo): one projected step a batch towards the weights of the shortest vector.</summary>
/// <remarks>
/// Source: L. Chen, H. Fernando, Y. Ying, T. Chen, "Three-way trade-off in multi-objective learning: optimization, generalization and
/// conflict-avoidance", 2023, Algorithm 1: lambda moves by -gamma (G(z1)' G(z2) lambda + rho lambda), back onto the simplex; then the
/// network takes lambda's combination of the gradients. The product of two independent batches has the mean that it would have without
/// noise. Gamma has the unit of 1 / gradient^2: nothing is scaled. The tasks' own weights get the plain sum of losses, as in the released code.
/// Where we differ: the direction is that of z1, where the algorithm draws a third batch (the released code also has a form with the mean
/// of z1's and z2's): two forward and 2 T backward passes instead of three and 3 T, for weights and a direction that share one batch's noise.
/// </remarks>
public sealed record MoDo() : WeightingMethod("MoDo")
{
    /// <summary>gamma, the step of the task weights; above 0. Default 0.1, the released code's.</summary>
    public double Gamma { get; init => field = Check.Positive(value); } = 0.1;

    /// <summary>rho, how strongly the weights are drawn to 1/T; at least 0. Default 0.1, the released code's.</summary>
    public double Rho { get; init => field = Check.AtLeast(value, 0.0); } = 0.1;

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.CrossGram;

    /// <inheritdoc/>
    /// <remarks>lambda, shape [T].</remarks>
    public override double[] NewState(int tasks) => [.. Enumerable.Repeat(1.0 / tasks, tasks)];

    /// <inheritdoc/>
    public override Coefficients Weigh(WeightingInput input)
    {
        var lambda = input.State.ToArray();
        var slopes = SymmetricMatrix.Times(input.CrossGram, lambda);
        lambda = SimplexProjection.Of([.. lambda.Select((share, t) => share - Gamma * (slopes[t] + Rho * share))]);
        lambda.CopyTo(input.State);
        return Coefficients.SharedOnly(lambda);
    }
}
