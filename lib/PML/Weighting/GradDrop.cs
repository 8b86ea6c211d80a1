using PML.Objectives;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>GradDrop: at each shared weight the gradients of one sign are kept, drawn with the odds of their sizes.</summary>
/// <remarks>
/// Source: Z. Chen et al., "Just pick a sign: optimizing deep multitask models with gradient sign dropout", NeurIPS 2020,
/// Algorithm 1: P = (1 + sum_t g_t / sum_t |g_t|) / 2, and the positive parts stay where P > U with U uniform in [0, 1), else the
/// negative ones. As in the paper's released code, signs are compared on the gradients by the shared weights; the source compares
/// them on the shared representation. T backward passes a step, and S random numbers drawn on the host.
/// </remarks>
public sealed record GradDrop : IMethod
{
    /// <inheritdoc/>
    public string Name { get; init; } = "GradDrop";

    /// <summary>How the kept gradients are joined. The mean by default.</summary>
    public GradDropReduction Reduction { get; init; }

    /// <summary>How much of each task's gradient is never dropped, in [0, 1], length T. Default none: 0 for each.</summary>
    public Numbers? Leak
    {
        get;
        init => field = value is null || value.All(leak => leak is >= 0 and <= 1) ? value
            : throw new PmlException($"Leak must hold numbers in [0, 1]; found {value}.");
    }

    /// <inheritdoc/>
    /// <exception cref="PmlException"><see cref="Leak"/> has another length than T.</exception>
    public ILearner Start(IVectorObjective objective, long seed, Device device) => Leak is null || Leak.Count == objective.TaskCount
        ? new GradDropLearner(this, objective, seed, device)
        : throw new PmlException($"Leak must hold one number for each of the {objective.TaskCount} tasks; found {Leak.Count}.");

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => rate;
}
