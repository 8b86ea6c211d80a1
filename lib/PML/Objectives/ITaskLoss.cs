using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>One task's loss, for W networks at once.</summary>
public interface ITaskLoss
{
    /// <summary>The mean loss of each network over the batch.</summary>
    /// <param name="output">What the W networks gave for the task, shape [W, B, ...].</param>
    /// <param name="target">Shape [B, ...].</param>
    /// <returns>Shape [W].</returns>
    /// <remarks>A mean of one value a sample: a batch may be cut into parts, whose means are averaged by their sizes.</remarks>
    Tensor Of(Tensor output, Tensor target);
}
