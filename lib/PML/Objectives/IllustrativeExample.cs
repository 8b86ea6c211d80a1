using System.Globalization;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>The paper's illustrative example: two losses of two weights, with valleys, plateaus and steep walls.</summary>
/// <remarks>
/// Source: the paper, Appendix C; the problem is Yu et al.'s (2020), changed by Liu et al. (2021) and Navon et al. (2022). Losses
/// and gradients are computed in doubles on the host for all rows at once. Both weights are shared by the tasks.
/// </remarks>
public sealed class IllustrativeExample : IVectorObjective
{
    private readonly int _sign;

    /// <summary>The problem at some scale of the first loss.</summary>
    /// <param name="scale">c, which multiplies the first loss; above 0. The paper has 1 and 0.1.</param>
    /// <param name="variant">Which sign the second loss has.</param>
    /// <exception cref="PmlException">The scale is not above 0.</exception>
    public IllustrativeExample(double scale = 1, IllustrativeVariant variant = IllustrativeVariant.Paper) =>
        (Scale, Variant, _sign) = (Check.Positive(scale, nameof(scale)), variant, variant == IllustrativeVariant.Paper ? -1 : 1);

    /// <summary>The five points (theta1, theta2) at which trainings start.</summary>
    public static IReadOnlyList<Numbers> InitialPoints { get; } = [[-8.5, 7.5], [0, 0], [9, 9], [-7.5, -0.5], [9, -1]];

    /// <summary>c.</summary>
    public double Scale { get; }

    /// <summary>Which sign the second loss has.</summary>
    public IllustrativeVariant Variant { get; }

    /// <inheritdoc/>
    public int TaskCount => 2;

    /// <inheritdoc/>
    public long ParameterCount => 2;

    /// <inheritdoc/>
    public long SharedCount => 2;

    /// <summary>One of <see cref="InitialPoints"/>.</summary>
    /// <param name="random">Which.</param>
    /// <returns>Shape [2].</returns>
    public float[] Initialize(Random random) => [.. InitialPoints[random.Next(InitialPoints.Count)].Select(value => (float)value)];

    /// <summary>The two losses at a point.</summary>
    /// <param name="theta1">The first weight.</param>
    /// <param name="theta2">The second weight.</param>
    /// <returns>Shape [2]: c times the first loss, and the second.</returns>
    public double[] Losses(double theta1, double theta2)
    {
        var point = IllustrativePoint.At(theta1, theta2, _sign);
        return [Scale * point.L1, point.L2];
    }

    /// <summary>Points of the Pareto set, spread evenly in theta1 from 7 (the first loss's minimum) to -7 (the second's).</summary>
    /// <param name="count">How many, at least 2.</param>
    /// <returns>Pairs (theta1, theta2). Neither the scale nor the variant changes them.</returns>
    /// <remarks>
    /// Derivation: where theta2 is below 0 the losses are h g_t with h = tanh(-theta2 / 2). Gradients that oppose each other make
    /// b grad(h g_1) + (1 - b) grad(h g_2) = 0 for some b in [0, 1]. The first coordinate gives theta1 = 7 (2b - 1), which turns the second into
    /// 0.02 (theta2 + 8) = (1 - h^2) (20 - (49 - theta1^2) / 10 - (theta2 + 8)^2 / 100) / (2 h), solved here by bisection. Published code plots the line
    /// theta2 = -8.3552, which is the solution at theta1 = 0; towards the ends the set bends to -8.44. The half plane above has losses
    /// over -6.3, so that the set is Pareto optimal everywhere, not only near by.
    /// </remarks>
    public static IReadOnlyList<double[]> ParetoSet(int count)
    {
        Check.AtLeast(count, 2);
        return [.. Enumerable.Range(0, count).Select(i => 7 - 14.0 * i / (count - 1)).Select(theta1 => (double[])[theta1, Valley(theta1)])];
    }

    /// <summary>The losses on <see cref="ParetoSet"/>: the analytic Pareto front.</summary>
    /// <param name="count">How many points, at least 2.</param>
    /// <returns>Pairs of losses, the first one rising.</returns>
    public IReadOnlyList<double[]> ParetoFront(int count) => [.. ParetoSet(count).Select(theta => Losses(theta[0], theta[1]))];

    /// <inheritdoc/>
    public IEvaluation Evaluate(Tensor thetas, Batch batch)
    {
        var values = Tensors.ToArray2D(thetas);
        var points = new IllustrativePoint[values.GetLength(0)];
        for (var w = 0; w < points.Length; w++) points[w] = IllustrativePoint.At(values[w, 0], values[w, 1], _sign);
        return new Evaluation(points, Scale, thetas);
    }

    /// <summary>The problem's name, variant and scale.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"illustrative example ({Variant}, c = {Scale})");

    private static double Valley(double theta1)
    {
        double low = -12, high = -1;
        for (var i = 0; i < 60; i++)
        {
            var theta2 = (low + high) / 2;
            var h = Math.Tanh(-0.5 * theta2);
            var depth = 20 - (49 - theta1 * theta1) / 10 - (theta2 + 8) * (theta2 + 8) / 100;
            // The derivative of the weighted loss by theta2: negative on the side of the lower bound.
            if (h * 0.02 * (theta2 + 8) + 0.5 * (1 - h * h) * depth < 0) low = theta2;
            else high = theta2;
        }

        return (low + high) / 2;
    }

    private sealed class Evaluation(IllustrativePoint[] points, double scale, Tensor like) : IEvaluation
    {
        private double[,]? _losses;

        public double[,] Losses => _losses ??= Matrix.Of(points.Length, 2, (w, t) => t == 0 ? scale * points[w].L1 : points[w].L2);

        public IReadOnlyList<Tensor> TaskGradients()
        {
            double[,] first = new double[points.Length, 2], second = new double[points.Length, 2];
            for (var w = 0; w < points.Length; w++)
            {
                (first[w, 0], first[w, 1]) = (scale * points[w].D1.X, scale * points[w].D1.Y);
                (second[w, 0], second[w, 1]) = points[w].D2;
            }

            return [Tensors.ToTensor(first, like), Tensors.ToTensor(second, like)];
        }

        public Tensor Gradient(double[,] coefficients)
        {
            var sum = new double[points.Length, 2];
            for (var w = 0; w < points.Length; w++)
            {
                double c1 = scale * coefficients[w, 0], c2 = coefficients[w, 1];
                sum[w, 0] = c1 * points[w].D1.X + c2 * points[w].D2.X;
                sum[w, 1] = c1 * points[w].D1.Y + c2 * points[w].D2.Y;
            }

            return Tensors.ToTensor(sum, like);
        }
    }
}
