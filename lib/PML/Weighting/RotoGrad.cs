using PML.Networks;
using PML.Objectives;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>RotoGrad: each decoder reads the representation through a rotation of its own, trained to make the tasks' gradients agree.</summary>
/// <remarks>
/// Source: A. Javaloy, I. Valera, "RotoGrad: gradient homogenization in multitask learning", ICLR 2022, and its package. With
/// G_t = dL_t/dZ by the representation Z of a batch, [B, d]:
/// direction: rotation R_t descends the mean over samples of |R_t v - R_t g_t|^2, where the second R_t g_t is held constant, g_t is the
/// sample's row of G_t, and v that of the tasks' mean, each task first scaled to the norm of the plain mean;
/// size: the shared weights get sum_t (C / |G_t|) dL_t, with C = sum_t a_t |G_t| and a_t the task's share of |G_t| / |G_t^0|.
/// Each decoder gets the gradient of its own plain loss. The rotation is folded into the decoder's first layer, so that what
/// comes out is an ordinary network. Where we differ: the package writes R_t as one exponential of a skew matrix, which Adam
/// trains; here each of Adam's steps is an exponential at the present R_t, which keeps the slopes exact without the
/// derivative of the exponential. The first step is the same. A step costs T backward passes, T more through the decoders alone, and
/// about ten products of d x d matrices in double precision a task.
/// </remarks>
public sealed record RotoGrad : IMethod
{
    /// <inheritdoc/>
    public string Name { get; init; } = "RotoGrad";

    /// <summary>After how many steps the first norms |G_t^0| are taken anew, as the first steps change them fast; at least 0. Default 20.</summary>
    public int BurnIn { get; init => field = Check.AtLeast(value, 0); } = 20;

    /// <summary>Adam's learning rate for the rotations; above 0. Default 1e-4: a tenth of the networks' rate in the experiments.</summary>
    public double RotationRate { get; init => field = Check.Positive(value); } = 1e-4;

    /// <summary>Whether sizes are made equal too. Default yes; without it, the shared weights get the sum of the gradients, as from the package's RotateOnly.</summary>
    public bool Scaling { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="PmlException">The objective is no network whose decoders read one representation.</exception>
    public ILearner Start(IVectorObjective objective, long seed, Device device)
    {
        if (objective is not NetworkObjective { Network: { DecoderInputs.Count: > 0 } network })
            throw new PmlException($"RotoGrad rotates the representation that a network's decoders share, as those of LeNet and Mlp do; found {objective}.");
        return new RotoGradLearner(this, objective, new Rotations(network.DecoderInputs, RotationRate, device), seed, device);
    }

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => rate;
}
