using PML.Support;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.Networks;

/// <summary>The ResNet-18 of the UTKFace experiment, in its form for small images, with one linear decoder a task.</summary>
/// <remarks>
/// Source: He et al. (2016) as the paper's released code has it: a 3x3 stem of stride 1 without pooling, four stages of two
/// blocks with strides 1, 2, 2, 2, a mean over 4x4. For 64x64 images that leaves 2 x 2 x 512 = 2048 features; 11,185,224 weights
/// with decoders of 1, 2 and 5 outputs. The usual ResNet-18 ends in the mean over the whole image, 512 features.
/// </remarks>
public sealed class ResNet18 : Network
{
    private const long Stem = 3, Reduction = 8, Pool = 4;

    private readonly long _features;
    private readonly Sequential _encoder;
    private readonly Linear[] _decoders;

    /// <summary>A ResNet-18 for square colour images.</summary>
    /// <param name="outputs">How many numbers each task gives; its length is T. Null is 1, 2 and 5: age, gender, ethnicity.</param>
    /// <param name="width">Channels of the first stage; the others have 2, 4 and 8 times as many. 64 is the ResNet-18, less makes a small stand-in.</param>
    /// <param name="side">Height and width of an image, at least 25.</param>
    /// <exception cref="PmlException">The width is below 1, or the side below 25.</exception>
    public ResNet18(IReadOnlyList<int>? outputs = null, int width = 64, int side = 64) : base((outputs ??= [1, 2, 5]).Count)
    {
        Check.AtLeast(width, 1, nameof(width));
        var last = (Check.AtLeast(side, 25, nameof(side)) + Reduction - 1) / Reduction / Pool; // each stride rounds up, the pool down
        _features = last * last * 8 * width;
        var blocks = new List<Layer> { new ConvNorm(new Conv2d("encoder.conv1", Stem, width, 3, padding: 1, bias: false), new BatchNorm2d("encoder.bn1", width)) };
        long channels = width;
        for (var stage = 0; stage < 4; stage++)
            for (var block = 0; block < 2; block++)
            {
                long wider = width << stage;
                blocks.Add(new ResidualBlock($"encoder.layer{stage + 1}.{block}", channels, wider, stage > 0 && block == 0 ? 2 : 1));
                channels = wider;
            }

        _encoder = Shared(new Sequential([.. blocks]));
        _decoders = [.. outputs.Select((count, t) => DecoderInput(new Linear($"decoder{t + 1}.fc", _features, count)))];
    }

    /// <inheritdoc/>
    /// <remarks>In: [B, 3, side, side]. Out: [W, B, outputs] for each task.</remarks>
    protected override IReadOnlyList<Tensor> Forward(ForwardPass pass, Tensor x)
    {
        var h = avg_pool2d(_encoder.Forward(pass, x), Pool); // [B, W*8*width, side/32, side/32]
        var embedding = pass.Representation = h.reshape(x.shape[0], pass.Windows, _features).transpose(0, 1); // [W, B, features]
        return [.. _decoders.Select(decoder => decoder.Forward(pass, embedding))];
    }
}
