using PML.Networks;
using PML.ParetoManifold;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>A model that is linear in the ray: T members of another form, and so an ordinary ensemble once it is trained.</summary>
internal abstract class MemberModel : RayModel
{
    /// <summary>theta(e_t) for each task.</summary>
    /// <param name="trained">Shape [1, M].</param>
    /// <returns>Shape [T, N]; a tensor of its own.</returns>
    internal abstract Tensor Members(Tensor trained);

    /// <summary>The chain rule through <see cref="Members"/>.</summary>
    /// <param name="trained">Shape [1, M].</param>
    /// <param name="gradient">By the members, shape [T, N].</param>
    /// <returns>Shape [1, M].</returns>
    internal abstract Tensor PullBack(Tensor trained, Tensor gradient);

    internal sealed override Tensor Thetas(Tensor trained, Tensor rays) => rays.matmul(Members(trained));

    internal sealed override Tensor PullBack(Tensor trained, Tensor rays, Tensor gradient) => PullBack(trained, rays.transpose(0, 1).matmul(gradient));

    internal sealed override FrontModel Front(Network network, Tensor trained, Tensor? statistics) => new Ensemble(network, Members(trained), statistics);
}
