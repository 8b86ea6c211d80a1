using PML.Networks;
using PML.ParetoManifold;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>The weights of a network as a function of a ray and of the M numbers that are trained.</summary>
internal abstract class RayModel
{
    /// <summary>M.</summary>
    internal abstract long TrainedCount { get; }

    /// <summary>First values of what is trained, shape [M].</summary>
    internal abstract float[] Initialize(Random random);

    /// <summary>The weights at W rays.</summary>
    /// <param name="trained">Shape [1, M].</param>
    /// <param name="rays">Shape [W, T].</param>
    /// <returns>theta(r_w), shape [W, N].</returns>
    internal abstract Tensor Thetas(Tensor trained, Tensor rays);

    /// <summary>The chain rule through <see cref="Thetas"/>, by hand.</summary>
    /// <param name="trained">Shape [1, M].</param>
    /// <param name="rays">Shape [W, T].</param>
    /// <param name="gradient">By the weights at each ray, shape [W, N].</param>
    /// <returns>By what is trained, summed over the rays, shape [1, M].</returns>
    internal abstract Tensor PullBack(Tensor trained, Tensor rays, Tensor gradient);

    /// <summary>The trained front.</summary>
    /// <param name="network">What the weights are for.</param>
    /// <param name="trained">Shape [1, M]; the caller's.</param>
    /// <param name="statistics">Running statistics or null; the front's from now on.</param>
    internal abstract FrontModel Front(Network network, Tensor trained, Tensor? statistics);
}
