using PML.Objectives;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>What one step found.</summary>
/// <param name="Gradient">The direction to descend, shape [m, N].</param>
/// <param name="Evaluation">The losses behind it.</param>
/// <param name="Thetas">The weights that were evaluated, shape [W, N].</param>
public readonly record struct LearningStep(Tensor Gradient, IEvaluation Evaluation, Tensor Thetas);
