using PML.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.Tests.Objectives;

/// <summary>A small network with convolution, batch normalisation and pooling: 3x8x8 images, two tasks of three classes.</summary>
internal sealed class ConvBatchNormNetwork : Network
{
    private readonly Conv2d _conv1, _conv2;
    private readonly BatchNorm2d _norm1, _norm2;
    private readonly Linear[] _heads;

    internal ConvBatchNormNetwork() : base(2)
    {
        _conv1 = Shared(new Conv2d("conv1", 3, 4, 3, padding: 1));
        _norm1 = Shared(new BatchNorm2d("norm1", 4));
        _conv2 = Shared(new Conv2d("conv2", 4, 6, 2, stride: 2));
        _norm2 = Shared(new BatchNorm2d("norm2", 6));
        _heads = [TaskSpecific(new Linear("head1", 24, 3)), TaskSpecific(new Linear("head2", 24, 3))];
    }

    protected override IReadOnlyList<Tensor> Forward(ForwardPass pass, Tensor x)
    {
        var h = max_pool2d(relu(_norm1.Forward(pass, _conv1.Forward(pass, x))), 2);
        h = relu(_norm2.Forward(pass, _conv2.Forward(pass, h)));
        h = h.reshape(x.shape[0], pass.Windows, 24).transpose(0, 1);
        return [.. _heads.Select(head => head.Forward(pass, h))];
    }
}
