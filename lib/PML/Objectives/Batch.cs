using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>What a loss is computed on: inputs and each task's targets.</summary>
/// <param name="X">Inputs, shape [B, ...].</param>
/// <param name="Y">One tensor a task, each of shape [B, ...].</param>
/// <remarks>Whoever made the batch disposes its tensors; inside a step the dispose scope does.</remarks>
public readonly record struct Batch(Tensor X, IReadOnlyList<Tensor> Y)
{
    /// <summary>Draws a second batch of the same split and size, in an order of its own, for methods that look at two; null where there is none.</summary>
    public Func<Batch>? Another { get; init; }

    /// <summary>How much of the training lies before this batch, in [0, 1), for methods that change on the way.</summary>
    public double Progress { get; init; }
}
