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
    /// <remarks>In: [B, C, H, W'] shared by all networks, or [B, W*C, H, W']. Out: [B, W*outputs, H', W''].</remarks>
    public override Tensor Forward(ForwardPass pass, Tensor x) => Convolve(pass, x, Bias(pass));

    /// <summary>Convolution, max-pooling and ReLU in the order that costs least.</summary>
    /// <param name="pass">The forward under way.</param>
    /// <param name="x">As for <see cref="Forward"/>.</param>
    /// <param name="window">Side and step of the pooling window.</param>
    /// <returns>relu(max_pool(conv(x) + bias)), shape [B, W*outputs, H'/window, W''/window].</returns>
    /// <remarks>
    /// The bias is the same within a pooling window, so adding it after pooling is the same function, on a quarter of the
    /// values, forward and backward. That takes a tenth off a LeNet step.
    /// </remarks>
    public Tensor ForwardPooled(ForwardPass pass, Tensor x, long window) =>
        nn.functional.relu(nn.functional.max_pool2d(Convolve(pass, x, null), window).add_(Bias(pass).view(1, -1, 1, 1)), inplace: true);

    // A shared input needs no groups: W networks are one convolution with W times the output channels.
    private Tensor Convolve(ForwardPass pass, Tensor x, Tensor? bias) => nn.functional.conv2d(
        x,
        Weight(pass, 0).reshape(pass.Windows * outputs, inputs, kernel, kernel),
        bias,
        strides: [stride, stride],
        padding: [padding, padding],
        groups: x.shape[1] == inputs ? 1 : pass.Windows);

    private Tensor Bias(ForwardPass pass) => Weight(pass, 1).reshape(pass.Windows * outputs);
}
