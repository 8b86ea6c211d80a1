using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>What a loss is computed on: inputs and each task's targets.</summary>
/// <param name="X">Inputs, shape [B, ...].</param>
/// <param name="Y">One tensor a task, each of shape [B, ...].</param>
/// <remarks>Whoever made the batch disposes its tensors; inside a step the dispose scope does.</remarks>
public readonly record struct Batch(Tensor X, IReadOnlyList<Tensor> Y);
