using TorchSharp;
using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>A two-dimensional convolution, for W networks at once.</summary>
/// <remarks>
/// W networks with inputs of their own are one grouped convolution. Measured on one core in channels-last order, forward and
/// backward, W = 3: on 64 to 512 channels it takes 1.05 to 1.2 times as long as W convolutions of images that lie apart, on 16
/// channels of 64x64 images 1.8 times. So an objective runs networks whose activations are large one by one.
/// </remarks>
/// <param name="name">Name of its parameters' prefix.</param>
/// <param name="inputs">Input channels of one network.</param>
/// <param name="outputs">Output channels of one network.</param>
/// <param name="kernel">Side of the square kernel.</param>
/// <param name="stride">Step of the kernel.</param>
/// <param name="padding">Zeros around the image.</param>
/// <param name="bias">Whether a number is added to each output channel; of no use before batch normalisation.</param>
/// <param name="first">How its first weights are drawn.</param>
public sealed class Conv2d(
    string name, long inputs, long outputs, long kernel, long stride = 1, long padding = 0, bool bias = true, FirstWeights first = FirstWeights.FanIn)
    : Layer(Weights(name, inputs, outputs, kernel, bias, first))
{
    /// <inheritdoc/>
    /// <remarks>In: [B, C, H, W'] shared by all networks, or [B, W*C, H, W']. Out: [B, W*outputs, H', W''].</remarks>
    public override Tensor Forward(ForwardPass pass, Tensor x) => Convolve(pass, x, bias ? Bias(pass) : null);

    /// <summary>Convolution, max-pooling and ReLU in the order that costs least, for a convolution with bias.</summary>
    /// <param name="pass">The forward under way.</param>
    /// <param name="x">As for <see cref="Forward"/>.</param>
    /// <param name="window">Side and step of the pooling window.</param>
    /// <returns>relu(max_pool(conv(x) + bias)), shape [B, W*outputs, H'/window, W''/window].</returns>
    /// <remarks>
    /// The bias is the same within a pooling window, so adding it after pooling is the same function, on a quarter of the
    /// values, forward and backward. That takes a tenth off a LeNet step.
    /// </remarks>
    public Tensor ForwardPooled(ForwardPass pass, Tensor x, long window) =>
        nn.functional.relu(pass.Keep(nn.functional.max_pool2d(Convolve(pass, x, null), window)).add_(Bias(pass).view(1, -1, 1, 1)), inplace: true);

    // A shared input needs no groups: W networks are one convolution with W times the output channels.
    private Tensor Convolve(ForwardPass pass, Tensor x, Tensor? shift)
    {
        // A 1x1 kernel with a step looks at some of the pixels alone. They are picked first: on a CPU libtorch's own way (1.13 to 2.10) writes
        // beyond its memory in the backward pass where the image is in channels-last order.
        using var picked = kernel == 1 && stride > 1 && padding == 0 ? pass.Keep(nn.functional.avg_pool2d(x, 1, stride)) : null;
        var step = picked is null ? stride : 1;
        return pass.Keep(nn.functional.conv2d(
            picked ?? x,
            Weight(pass, 0).reshape(pass.Windows * outputs, inputs, kernel, kernel),
            shift,
            strides: [step, step],
            padding: [padding, padding],
            groups: x.shape[1] == inputs ? 1 : pass.Windows));
    }

    private Tensor Bias(ForwardPass pass) => Weight(pass, 1).reshape(pass.Windows * outputs);

    private static Parameter[] Weights(string name, long inputs, long outputs, long kernel, bool bias, FirstWeights first)
    {
        long area = kernel * kernel;
        long[] shape = [outputs, inputs, kernel, kernel];
        var normal = first == FirstWeights.XavierNormal;
        var weight = normal
            ? Parameter.Normal($"{name}.weight", shape, Math.Sqrt(2.0 / ((inputs + outputs) * area)))
            : Parameter.Uniform($"{name}.weight", shape, inputs * area);
        if (!bias) return [weight];
        return [weight, normal ? Parameter.Constant($"{name}.bias", [outputs], 0) : Parameter.Uniform($"{name}.bias", [outputs], inputs * area)];
    }
}
