using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>One task's loss, for W networks at once.</summary>
public interface ITaskLoss
{
    /// <summary>
    /// Whether the loss is a mean of one value a sample, so that a batch may be cut into parts whose means are averaged by their
    /// sizes. False where samples weigh differently, as images with more and fewer labelled pixels do: a batch then stays whole.
    /// </summary>
    bool IsMeanOfSamples => true;

    /// <summary>The mean loss of each network over the batch.</summary>
    /// <param name="output">What the W networks gave for the task, shape [W, B, ...].</param>
    /// <param name="target">Shape [B, ...].</param>
    /// <returns>Shape [W].</returns>
    Tensor Of(Tensor output, Tensor target);
}
