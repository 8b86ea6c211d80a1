using PML.Networks;
using PML.Objectives;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>How to train: a method's options, which make a learner for each run.</summary>
/// <remarks>A method is an immutable record, so that a run's configuration is its printed form.</remarks>
public interface IMethod
{
    /// <summary>The method's name in figures and tables, e.g. "PML" or "LS".</summary>
    string Name { get; }

    /// <summary>The network that is trained where the experiment's is <paramref name="network"/>.</summary>
    /// <param name="network">The experiment's.</param>
    /// <returns>The same, but for methods that change a network's inputs.</returns>
    /// <exception cref="Support.PmlException">The method cannot train such a network.</exception>
    Network Adapt(Network network) => network;

    /// <summary>A learner at the first step of a run.</summary>
    /// <param name="objective">What to minimise; the caller's.</param>
    /// <param name="seed">The run's root seed.</param>
    /// <param name="device">Where the weights live.</param>
    /// <returns>The learner; the caller disposes it.</returns>
    ILearner Start(IVectorObjective objective, long seed, Device device);

    /// <summary>The learning rate that this method uses where the experiment's is <paramref name="rate"/>.</summary>
    /// <param name="rate">The experiment's.</param>
    /// <param name="tasks">T.</param>
    /// <returns>The rate.</returns>
    double LearningRate(double rate, int tasks);
}
