using TorchSharp;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>Mean absolute error of a depth task, over pixels whose depth is known.</summary>
/// <remarks>
/// Source: the loss of Cityscapes' depth in the paper's released code: depth is inverse depth, and a pixel whose target is 0 was not measured.
/// The mean is over all measured pixels of the batch. Differs from it: a batch without one has the loss 0, where the released code gives not a number.
/// </remarks>
public sealed class MaskedL1 : ITaskLoss
{
    /// <inheritdoc/>
    /// <remarks>False: the mean is over pixels.</remarks>
    public bool IsMeanOfSamples => false;

    /// <inheritdoc/>
    /// <remarks>Inverse depths of shape [W, B, 1, H, W'], targets of shape [B, H, W'] or [B, 1, H, W'] of the same type.</remarks>
    public Tensor Of(Tensor output, Tensor target)
    {
        var predicted = output.reshape(output.shape[0], -1);
        var wanted = target.reshape(1, -1);
        var measured = wanted.ne(0);
        return predicted.sub(wanted).abs().mul(measured).sum(1).div(measured.sum().clamp(min: 1));
    }
}
