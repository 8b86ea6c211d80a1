using TorchSharp;
using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>A two-dimensional convolution with bias, for W networks at once.</summary>
/// <param name="name">Name of its parameters' prefix.</param>
/// <param name="inputs">Input channels of one network.</param>
/// <param name="outputs">Output channels of one network.</param>
/// <param name="kernel">Side of the square kernel.</param>
/// <param name="stride">Step of the kernel.</param>
/// <param name="padding">Zeros around the image.</param>
public sealed class Conv2d(string name, long inputs, long outputs, long kernel, long stride = 1, long padding = 0) : Layer(
    Parameter.Uniform($"{name}.weight", [outputs, inputs, kernel, kernel], inputs * kernel * kernel),
    Parameter.Uniform($"{name}.bias", [outputs], inputs * kernel * kernel))
{
    /// <inheritdoc/>
    /// <remarks>
    /// In: [B, C, H, W'] shared by all networks, or [B, W*C, H, W']. Out: [B, W*outputs, H', W''].
    /// A shared input needs no groups: W networks are one convolution with W times the output channels.
    /// </remarks>
    public override Tensor Forward(ForwardPass pass, Tensor x)
    {
        var shared = x.shape[1] == inputs;
        return nn.functional.conv2d(
            x,
            Weight(pass, 0).reshape(pass.Windows * outputs, inputs, kernel, kernel),
            Weight(pass, 1).reshape(pass.Windows * outputs),
            strides: [stride, stride],
            padding: [padding, padding],
            groups: shared ? 1 : pass.Windows);
    }
}
