using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>A method under way: weights, and their gradient on a batch.</summary>
public interface ILearner : IDisposable
{
    /// <summary>The weights being trained, shape [m, N]; a single network has m = 1. The learner's.</summary>
    Tensor Theta { get; }

    /// <summary>Numbers beside the weights that a later step depends on, such as past losses. Set when a run starts again.</summary>
    double[] State { get; set; }

    /// <summary>The direction that the optimizer descends.</summary>
    /// <param name="batch">Inputs and targets.</param>
    /// <param name="random">This step's stream of random numbers.</param>
    /// <returns>The gradient [m, N] and the evaluation it came from; both the open dispose scope's.</returns>
    LearningStep Step(Batch batch, Random random);

    /// <summary>Called when the optimizer has taken the step, for methods that look at what came of it.</summary>
    /// <param name="batch">The step's batch.</param>
    void Stepped(Batch batch)
    {
    }

    /// <summary>The weights as the networks use them, where training keeps them in another form.</summary>
    /// <returns>Shape [m, N]; the caller's.</returns>
    Tensor Weights() => Theta.clone();

    /// <summary>The trained networks.</summary>
    /// <param name="network">What was trained.</param>
    /// <param name="statistics">Running statistics of batch normalisation, or null; the front's from now on.</param>
    /// <returns>An ensemble of <see cref="Weights"/>, where the method has no other form; the caller disposes it.</returns>
    FrontModel Front(Network network, Tensor? statistics = null) => new Ensemble(network, Weights(), statistics);
}
