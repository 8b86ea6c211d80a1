using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.Networks;

/// <summary>A convolution whose output has batch normalisation and, if asked for, a ReLU.</summary>
/// <param name="convolution">The convolution.</param>
/// <param name="normalisation">Of its output channels.</param>
/// <param name="activation">Whether a ReLU follows.</param>
public sealed class ConvNorm(Conv2d convolution, BatchNorm2d normalisation, bool activation = true) : Layer
{
    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Parts => [convolution, normalisation];

    /// <inheritdoc/>
    /// <remarks>In and out as for <see cref="Conv2d.Forward"/>.</remarks>
    public override Tensor Forward(ForwardPass pass, Tensor x)
    {
        // The derivative of the normalisation needs its input alone, so the ReLU may overwrite its output.
        using var h = convolution.Forward(pass, x);
        var y = normalisation.Forward(pass, h);
        return activation ? relu(y, inplace: true) : y;
    }
}
