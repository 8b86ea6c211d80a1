using TorchSharp;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>Negative log-likelihood of a segmentation task, over labelled pixels.</summary>
/// <remarks>
/// Source: the loss of Cityscapes' segmentation in the paper's released code: log-softmax over the classes, then the mean over all labelled pixels
/// of the batch. Differs from it: a batch without one labelled pixel has the loss 0, where the released code gives not a number.
/// </remarks>
/// <param name="ignored">The label of pixels that do not count.</param>
public sealed class PixelNll(long ignored = PixelNll.Ignored) : ITaskLoss
{
    /// <summary>The label of pixels without a class, in Cityscapes as the paper has it.</summary>
    public const long Ignored = -1;

    /// <inheritdoc/>
    /// <remarks>False: the mean is over pixels.</remarks>
    public bool IsMeanOfSamples => false;

    /// <inheritdoc/>
    /// <remarks>Logits of shape [W, B, C, H, W'], classes of shape [B, H, W'] as int64.</remarks>
    public Tensor Of(Tensor output, Tensor target)
    {
        long windows = output.shape[0], batch = output.shape[1];
        var logits = output.reshape([windows * batch, .. output.shape[2..]]);
        var labels = windows == 1 ? target : target.repeat(windows, 1, 1);
        var losses = nn.functional.cross_entropy(logits, labels, ignore_index: ignored, reduction: nn.Reduction.None); // 0 where ignored
        return losses.reshape(windows, -1).sum(1).div(target.ne(ignored).sum().clamp(min: 1));
    }
}
