using PML.Objectives;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>Linear scalarization (LS): one network that minimises a fixed weighted sum of the losses.</summary>
/// <remarks>Source: the paper, Section 5, "Baselines": the average loss, so 1/T each.</remarks>
public sealed record LinearScalarization : IMethod, IWeighting
{
    /// <inheritdoc/>
    public string Name { get; init; } = "LS";

    /// <summary>A weight for each task, not negative. Default none: 1/T each.</summary>
    public Numbers? Weights
    {
        get;
        init => field = value is null || value.All(w => w >= 0 && double.IsFinite(w)) ? value
            : throw new PmlException($"Weights must not hold a number below 0; found {value}.");
    }

    /// <inheritdoc/>
    /// <exception cref="PmlException"><see cref="Weights"/> has another length than T.</exception>
    public double[] Coefficients(IEvaluation evaluation, int tasks)
    {
        if (Weights is null) return [.. Enumerable.Repeat(1.0 / tasks, tasks)];
        return Weights.Count == tasks ? [.. Weights]
            : throw new PmlException($"Weights must hold one number for each of the {tasks} tasks; found {Weights.Count}.");
    }

    /// <inheritdoc/>
    public ILearner Start(IVectorObjective objective, long seed, Device device) => new SinglePointLearner(this, objective, seed, device);

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => rate;
}
