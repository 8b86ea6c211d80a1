using PML.Objectives;
using PML.Training;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>A single-point method: what each task's gradient is multiplied by at a step of one network.</summary>
/// <remarks>
/// A method is a function of numbers: it sees losses and the Gram matrix of the tasks' gradients, never a tensor. To add one,
/// derive a record and implement <see cref="Weigh"/>; the README beside this file shows how.
/// </remarks>
/// <param name="Name">The method's name in figures and tables.</param>
public abstract record WeightingMethod(string Name) : IMethod
{
    /// <summary>What <see cref="Weigh"/> looks at: it decides what a step costs.</summary>
    public abstract WeightingNeeds Needs { get; }

    /// <summary>What the method remembers, before its first step.</summary>
    /// <param name="tasks">T.</param>
    /// <returns>Any number of values; none for a method without memory.</returns>
    public virtual double[] NewState(int tasks) => [];

    /// <summary>The multipliers of this step.</summary>
    /// <param name="input">What the method asked for in <see cref="Needs"/>; all of it finite.</param>
    /// <returns>One number a task for the shared weights, and one for the task's own.</returns>
    public abstract Coefficients Weigh(WeightingInput input);

    /// <summary>Called after the optimizer's step, for methods that need <see cref="WeightingNeeds.LossesAfter"/>.</summary>
    /// <param name="lossesAfter">The losses of the same batch at the new weights, shape [T].</param>
    /// <param name="state">The method's memory, changed in place.</param>
    public virtual void Observe(double[] lossesAfter, Span<double> state)
    {
    }

    /// <inheritdoc/>
    public ILearner Start(IVectorObjective objective, long seed, Device device) => new SinglePointLearner(this, objective, seed, device);

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => rate;
}
