using PML.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Networks;

public sealed class Conv2dTests
{
    // libtorch (1.13 to 2.10) damages the process's memory in the backward pass of such a convolution where it is left to it: many rounds show it.
    [Theory]
    [InlineData(1, 64)]
    [InlineData(3, 9)]
    public void APointwiseConvolutionWithAStepIsThatOfEachNetworkOnThePixelsItLooksAt(int window, int side)
    {
        using var scope = NewDisposeScope();
        var network = new Strided();
        var x = rand([8, 4, side, side], float32);
        var thetas = rand([window, network.ParameterCount], float32);
        for (var round = 0; round < 20; round++)
        {
            using var inner = NewDisposeScope();
            Tensor leaf = thetas.clone().requires_grad_(), other = thetas.clone().requires_grad_();
            var output = network.Forward(leaf, x)[0];
            var expected = stack([.. Enumerable.Range(0, window).Select(w => Plain(other.select(0, w), x))], 0);
            Assert.Equal(expected.shape, output.shape);
            Assert.True(Far(expected, output) < 1e-5);
            Assert.True(Far(autograd.grad([expected.square().sum()], [other])[0], autograd.grad([output.square().sum()], [leaf])[0]) < 1e-5);
        }

        // Images in the usual order.
        static Tensor Plain(Tensor theta, Tensor x)
        {
            var h = nn.functional.conv2d(x, theta.narrow(0, 0, 16).view(4, 4, 1, 1)).relu();
            return nn.functional.conv2d(h, theta.narrow(0, 16, 32).view(8, 4, 1, 1), strides: [2, 2]);
        }

        static float Far(Tensor expected, Tensor found) => expected.sub(found).abs().max().item<float>() / expected.abs().max().item<float>();
    }

    private sealed class Strided : Network
    {
        private readonly Conv2d _first, _second;

        internal Strided() : base(1)
        {
            _first = Shared(new Conv2d("first", 4, 4, 1, bias: false));
            _second = Shared(new Conv2d("second", 4, 8, 1, stride: 2, bias: false));
        }

        protected override IReadOnlyList<Tensor> Forward(ForwardPass pass, Tensor x)
        {
            var y = _second.Forward(pass, _first.Forward(pass, x).relu());
            return [y.view(y.shape[0], pass.Windows, 8, y.shape[2], y.shape[3]).transpose(0, 1)];
        }
    }
}
