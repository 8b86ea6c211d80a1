using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>One task's loss, for W networks at once.</summary>
public interface ITaskLoss
{
    /// <summary>The mean loss of each network over the batch.</summary>
    /// <param name="output">What the W networks gave for the task, shape [W, B, ...].</param>
    /// <param name="target">Shape [B, ...].</param>
    /// <returns>Shape [W].</returns>
    Tensor Of(Tensor output, Tensor target);
}
