using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>Members of a <see cref="RayConditioned"/> network: all its weights but the ray are trained, and member t has the ray e_t.</summary>
/// <param name="network">The network.</param>
internal sealed class RayMembers(RayConditioned network) : MemberModel
{
    internal override long TrainedCount => network.ParameterCount - network.TaskCount;

    internal override float[] Initialize(Random random) => network.Initialize(random)[..(int)TrainedCount];

    internal override Tensor Members(Tensor trained) =>
        cat([trained.expand(network.TaskCount, TrainedCount), Tensors.ToTensor(Matrix.Of(network.TaskCount, network.TaskCount, (i, j) => i == j ? 1 : 0), trained)], 1);

    internal override Tensor PullBack(Tensor trained, Tensor gradient) => gradient.narrow(1, 0, TrainedCount).sum([0]).unsqueeze(0);
}
