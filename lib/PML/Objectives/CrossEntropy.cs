using TorchSharp;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>Cross-entropy of a classification task.</summary>
public sealed class CrossEntropy : ITaskLoss
{
    /// <inheritdoc/>
    /// <remarks>Logits of shape [W, B, C], classes of shape [B] as int64.</remarks>
    public Tensor Of(Tensor output, Tensor target)
    {
        long windows = output.shape[0], batch = output.shape[1];
        var rows = output.reshape(windows * batch, output.shape[2]);
        var classes = windows == 1 ? target : target.repeat(windows);
        return nn.functional.cross_entropy(rows, classes, reduction: nn.Reduction.None).view(windows, batch).mean([1]);
    }
}
