using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>The SegNet of the Cityscapes experiment: an encoder and its mirror image shared by all tasks, a small head a task.</summary>
/// <remarks>
/// Source: Badrinarayanan et al., "SegNet" (2017), in the form of Liu et al., "End-to-end multi-task learning with attention"
/// (2019), which the paper's released code uses: VGG-16's stages of 2, 2, 3, 3, 3 convolutions, each with bias, batch
/// normalisation and ReLU, and max-pooling that hands its places to the unpooling of the decoder's stage of the same size. A
/// decoder's stage narrows in its first convolution. A head is a 3x3 convolution without activation and a 1x1 convolution; segmentation
/// comes as logits, where the released code gives their log-softmax. 25,017,672 weights with 7 classes and depth.
/// </remarks>
public sealed class SegNet : Network
{
    private const int Stages = 5;

    private static readonly int[] Convolutions = [2, 2, 3, 3, 3], Widths = [1, 2, 4, 8, 8];

    private readonly Sequential[] _encoder = new Sequential[Stages], _decoder = new Sequential[Stages];
    private readonly Sequential[] _heads;

    /// <summary>A SegNet for colour images.</summary>
    /// <param name="outputs">How many channels each task gives; its length is T. Null is 7 and 1: classes, depth.</param>
    /// <param name="width">Channels of the first stage; the others have 2, 4, 8 and 8 times as many. 64 is the SegNet, less makes a small stand-in.</param>
    /// <param name="first">
    /// How convolutions start. The released code starts its single networks with <see cref="FirstWeights.XavierNormal"/>, but its members
    /// with PyTorch's default, which is the default here for both.
    /// </param>
    /// <exception cref="PmlException">The width is below 1.</exception>
    public SegNet(IReadOnlyList<int>? outputs = null, int width = 64, FirstWeights first = FirstWeights.FanIn) : base((outputs ??= [7, 1]).Count)
    {
        Check.AtLeast(width, 1, nameof(width));
        for (var stage = 0; stage < Stages; stage++)
            _encoder[stage] = Shared(Stage($"encoder.{stage + 1}", stage == 0 ? 3 : width * Widths[stage - 1], width * Widths[stage], stage));
        for (var stage = Stages - 1; stage >= 0; stage--)
            _decoder[stage] = Shared(Stage($"decoder.{stage + 1}", width * Widths[stage], width * Widths[Math.Max(stage - 1, 0)], stage));
        _heads = [.. outputs.Select((count, t) => TaskSpecific(new Sequential(
            new Conv2d($"head{t + 1}.conv1", width, width, 3, padding: 1, first: first),
            new Conv2d($"head{t + 1}.conv2", width, count, 1, first: first))))];

        Sequential Stage(string name, long inputs, long outputs, int stage) => new([.. Enumerable.Range(1, Convolutions[stage]).Select(i => new ConvNorm(
            new Conv2d($"{name}.conv{i}", i == 1 ? inputs : outputs, outputs, 3, padding: 1, first: first), new BatchNorm2d($"{name}.bn{i}", outputs)))]);
    }

    /// <inheritdoc/>
    /// <remarks>In: [B, 3, H, W'], H and W' at least 32. Out: [W, B, outputs, H, W'] for each task, e.g. logits [W, B, 7, H, W'] and depth [W, B, 1, H, W'].</remarks>
    protected override IReadOnlyList<Tensor> Forward(ForwardPass pass, Tensor x)
    {
        var h = Decode(pass, x);
        return [.. _heads.Select(head =>
        {
            var y = head.Forward(pass, h); // [B, W*outputs, H, W']
            return y.view(y.shape[0], pass.Windows, y.shape[1] / pass.Windows, y.shape[2], y.shape[3]).transpose(0, 1);
        })];
    }

    // Down and up again: [B, W*width, H, W'].
    private Tensor Decode(ForwardPass pass, Tensor x)
    {
        var h = x;
        var pooled = new (Tensor Places, long[] Size)[Stages];
        for (var stage = 0; stage < Stages; stage++)
        {
            using var wide = _encoder[stage].Forward(pass, h);
            if (stage > 0) h.Dispose();
            var (output, places) = nn.functional.max_pool2d_with_indices(wide, [2, 2]);
            (h, pooled[stage]) = (pass.Keep(output), (pass.Keep(places), wide.shape[2..]));
        }

        for (var stage = Stages - 1; stage >= 0; stage--)
        {
            using var narrow = h;
            using var places = pooled[stage].Places;
            using var wide = pass.Keep(Unpool(narrow, places, pooled[stage].Size));
            h = _decoder[stage].Forward(pass, wide);
        }

        return h;
    }
    // TorchSharp 0.107 loses max_unpool2d's output size, without which an odd side comes out a pixel short.
    private static Tensor Unpool(Tensor x, Tensor places, long[] size) => size.All(side => side % 2 == 0)
        ? nn.functional.max_unpool2d(x, places, [2, 2])
        : zeros([.. x.shape[..2], size[0] * size[1]], x.dtype, x.device).scatter(2, places.flatten(2), x.flatten(2)).view([.. x.shape[..2], .. size]);
}
