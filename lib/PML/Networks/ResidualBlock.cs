using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.Networks;

/// <summary>The basic block of a residual network: relu(norm(conv(relu(norm(conv(x))))) + shortcut(x)).</summary>
/// <remarks>Source: He et al., "Deep residual learning for image recognition" (2016). Convolutions are 3x3 without bias.</remarks>
public sealed class ResidualBlock : Layer
{
    private readonly ConvNorm _first, _second;
    private readonly ConvNorm? _shortcut;

    /// <summary>A block.</summary>
    /// <param name="name">Name of its parameters' prefix.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="stride">Step of the first convolution. Where it is not 1, or the channels change, the shortcut is a 1x1 convolution with batch normalisation, else the input itself.</param>
    public ResidualBlock(string name, long inputs, long outputs, long stride)
    {
        _first = new(new($"{name}.conv1", inputs, outputs, 3, stride, 1, bias: false), new($"{name}.bn1", outputs));
        _second = new(new($"{name}.conv2", outputs, outputs, 3, 1, 1, bias: false), new($"{name}.bn2", outputs), activation: false);
        if (stride != 1 || inputs != outputs)
            _shortcut = new(new($"{name}.shortcut.0", inputs, outputs, 1, stride, bias: false), new($"{name}.shortcut.1", outputs), activation: false);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Parts => _shortcut is null ? [_first, _second] : [_first, _second, _shortcut];

    /// <inheritdoc/>
    /// <remarks>In: [B, W*inputs, H, W']. Out: [B, W*outputs, H/stride, W'/stride], rounded up.</remarks>
    public override Tensor Forward(ForwardPass pass, Tensor x)
    {
        using var h = _first.Forward(pass, x);
        var y = _second.Forward(pass, h);
        using var shortcut = _shortcut?.Forward(pass, x);
        return relu(y.add_(shortcut ?? x), inplace: true);
    }
}
