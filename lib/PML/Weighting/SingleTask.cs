using PML.Objectives;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>Single-task learning (STL): one network that minimises one task's loss alone.</summary>
public sealed record SingleTask : IMethod, IWeighting
{
    /// <summary>Which task, from 0.</summary>
    public int Task { get; init => field = Check.AtLeast(value, 0); }

    /// <inheritdoc/>
    public string Name => $"STL task {Task + 1}";

    /// <inheritdoc/>
    /// <exception cref="PmlException">There is no such task.</exception>
    public double[] Coefficients(IEvaluation evaluation, int tasks)
    {
        var coefficients = new double[tasks];
        coefficients[Check.InRange(Task, 0, tasks - 1, nameof(Task))] = 1;
        return coefficients;
    }

    /// <inheritdoc/>
    public ILearner Start(IVectorObjective objective, long seed, Device device) => new SinglePointLearner(this, objective, seed, device);

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => rate;
}
