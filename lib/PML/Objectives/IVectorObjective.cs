using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>A vector of T losses as a function of N weights: all that a method knows of a problem.</summary>
public interface IVectorObjective
{
    /// <summary>T, the number of tasks.</summary>
    int TaskCount { get; }

    /// <summary>N, the number of weights.</summary>
    long ParameterCount { get; }

    /// <summary>S: the weights [0, S) are shared by all tasks; the rest belong to one task each.</summary>
    long SharedCount { get; }

    /// <summary>Running statistics that evaluations update and a checkpoint must hold, or null. Whoever made the objective owns them.</summary>
    Tensor? Statistics => null;

    /// <summary>A first value of the weights.</summary>
    /// <param name="random">Where the values come from.</param>
    /// <returns>Shape [N], on the host.</returns>
    float[] Initialize(Random random);

    /// <summary>The losses of W weight vectors at once.</summary>
    /// <param name="thetas">Shape [W, N].</param>
    /// <param name="batch">Inputs and targets.</param>
    /// <returns>Losses, and gradients on demand. Its tensors belong to the dispose scope that is open.</returns>
    IEvaluation Evaluate(Tensor thetas, Batch batch);
}
