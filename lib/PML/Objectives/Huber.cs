using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>Huber loss of a regression task: half the squared error up to delta, linear beyond it.</summary>
/// <remarks>Source: Huber, "Robust estimation of a location parameter", 1964; the loss of UTKFace's ages in the paper, on ages of mean 0 and variance 1.</remarks>
/// <param name="delta">Where the loss becomes linear, in the target's unit; above 0. The released code has 1.</param>
/// <exception cref="PmlException">delta is not above 0.</exception>
public sealed class Huber(double delta = 1) : ITaskLoss
{
    private readonly double _delta = Check.Positive(delta, nameof(delta));

    /// <inheritdoc/>
    /// <remarks>Predictions of shape [W, B, ...] with as many numbers a sample as the target [B, ...] has, of the same type.</remarks>
    public Tensor Of(Tensor output, Tensor target)
    {
        var predicted = output.reshape(output.shape[0], output.shape[1], -1);
        var wanted = target.reshape(1, target.shape[0], -1).expand(predicted.shape);
        return nn.functional.huber_loss(predicted, wanted, _delta, nn.Reduction.None).mean([1, 2]);
    }
}
