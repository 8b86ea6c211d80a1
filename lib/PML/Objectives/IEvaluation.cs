using PML.Support;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>T losses at each of W weight vectors, and their gradients.</summary>
/// <remarks>Lives in the dispose scope in which it was made. Ask for the task gradients before the combined one: that ends the evaluation.</remarks>
public interface IEvaluation
{
    /// <summary>L_t(theta_w), shape [W, T]. Reading it waits for the device.</summary>
    double[,] Losses { get; }

    /// <summary>Each task's own gradient, for methods that balance them.</summary>
    /// <returns>T tensors dL_t/dtheta_w of shape [W, N].</returns>
    IReadOnlyList<Tensor> TaskGradients();

    /// <summary>Each task's gradient by the representation that its decoder reads, for methods that look at it.</summary>
    /// <returns>T tensors dL_t/dZ of shape [W, B, d]; L_t is a mean, so a sample's row has the factor 1/B in it.</returns>
    /// <exception cref="PmlException">What is evaluated has no shared representation.</exception>
    IReadOnlyList<Tensor> RepresentationGradients() =>
        throw new PmlException("Gradients by the shared representation need a network with one, such as LeNet or Mlp; found an objective without.");

    /// <summary>The gradient of the combination that the method picked.</summary>
    /// <param name="coefficients">c, shape [W, T].</param>
    /// <returns>sum_t c[w, t] dL_t/dtheta_w, shape [W, N].</returns>
    Tensor Gradient(double[,] coefficients);
}
