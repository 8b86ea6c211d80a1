using PML.Networks;
using PML.Objectives;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>COSMOS: one network that reads the ray beside its input, trained so that its losses point along the ray.</summary>
/// <remarks>
/// Source: M. Ruchte, J. Grabocka, "Scalable Pareto front approximation for deep multi-objective learning", ICDM 2021, and its released code. Each step draws one ray r from Dir(p) and
/// descends sum_t r_t L_t - lambda cos(L, r). The ray reaches images as T more planes (two small transposed convolutions make them from it), rows of a table as T more features.
/// Differs from it: nothing but the network around it; the defaults are the authors' for MultiMNIST (the code of the paper has lambda 8 and p 1).
/// </remarks>
public sealed record Cosmos : IMethod
{
    /// <inheritdoc/>
    public string Name { get; init; } = "COSMOS";

    /// <summary>lambda, the strength of the cosine between losses and ray; at least 0. Default 2.</summary>
    public double Lambda { get; init => field = Check.AtLeast(value, 0.0); } = 2;

    /// <summary>p of the Dirichlet distribution that rays are drawn from; above 0. Default 1.2.</summary>
    public double Concentration { get; init => field = Check.Positive(value); } = 1.2;

    /// <inheritdoc/>
    /// <remarks>The network with T more inputs, and the ray among its weights.</remarks>
    public Network Adapt(Network network) => network as RayConditioned ?? new RayConditioned(network);

    /// <inheritdoc/>
    /// <exception cref="PmlException">The objective is not that of a <see cref="RayConditioned"/> network.</exception>
    public ILearner Start(IVectorObjective objective, long seed, Device device)
    {
        if (objective is not NetworkObjective { Network: RayConditioned network })
            throw new PmlException($"COSMOS trains a network that reads the ray beside its input; found {objective}. Cosmos.Adapt makes one of a network.");
        return new FrontLearner(new RayMembers(network), objective, (_, random) => Rays.Dirichlet(network.TaskCount, 1, Concentration, random), Coefficients, seed, device);
    }

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => rate;

    /// <summary>The slopes of cos(L, r) by the losses; zeros for losses of 0, which have no direction.</summary>
    /// <param name="losses">L, shape [T].</param>
    /// <param name="ray">r, shape [T].</param>
    /// <returns>(r_t - (L' r / L' L) L_t) / (|L| |r|), shape [T].</returns>
    internal static double[] CosineSlopes(double[] losses, double[] ray)
    {
        double square = losses.Sum(loss => loss * loss), product = losses.Zip(ray, (loss, r) => loss * r).Sum();
        if (square == 0) return new double[losses.Length];
        var lengths = Math.Sqrt(square * ray.Sum(r => r * r));
        return [.. losses.Zip(ray, (loss, r) => (r - product * loss / square) / lengths)];
    }

    // r_t - lambda d cos(L, r) / dL_t
    private double[,] Coefficients(double[,] rays, IEvaluation evaluation)
    {
        if (Lambda == 0) return rays;
        var slopes = CosineSlopes([.. evaluation.Losses.Cast<double>()], [.. rays.Cast<double>()]);
        return Matrix.Of(1, slopes.Length, (_, t) => rays[0, t] - Lambda * slopes[t]);
    }
}
