using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>A network under <see cref="RotoGrad"/>: it trains the weights in front of which the rotations stand.</summary>
/// <param name="options">The method.</param>
/// <param name="objective">The vector loss; the caller's.</param>
/// <param name="rotations">R_t; the learner's from now on.</param>
/// <param name="seed">Root seed of the first weights.</param>
/// <param name="device">Where the weights live.</param>
internal sealed class RotoGradLearner(RotoGrad options, IVectorObjective objective, Rotations rotations, long seed, Device device) : ILearner
{
    private double[] _firstNorms = new double[objective.TaskCount];

    public Tensor Theta { get; } = Ensemble.NewTheta(objective, 1, seed, device);

    /// <summary>R_t, shape [T, d, d].</summary>
    internal Tensor Matrices => rotations.Matrices;

    /// <summary>|G_t^0|, shape [T], and the rotations'.</summary>
    public double[] State
    {
        get => [.. _firstNorms, .. rotations.State];
        set => (_firstNorms, rotations.State) = (value[.._firstNorms.Length], value[_firstNorms.Length..]);
    }

    public LearningStep Step(Batch batch, Random random)
    {
        var folded = rotations.Fold(Theta);
        var evaluation = objective.Evaluate(folded, batch);
        var byRepresentation = evaluation.RepresentationGradients();
        var norms = Norms(byRepresentation);
        if (rotations.Steps == 0 || rotations.Steps == options.BurnIn) _firstNorms = norms;

        var shared = options.Scaling ? Scales(norms, _firstNorms) : [.. norms.Select(_ => 1.0)];
        var gradient = TaskGradients.Sum(evaluation.TaskGradients(), Row(shared), Row([.. norms.Select(_ => 1.0)]), objective.SharedCount);
        var step = new LearningStep(rotations.Unfold(gradient), evaluation, folded);
        rotations.Align(byRepresentation, norms);
        return step;
    }

    public Tensor Weights() => rotations.Fold(Theta).DetachFromDisposeScope();

    public void Dispose()
    {
        Theta.Dispose();
        rotations.Dispose();
    }

    /// <summary>What makes all gradients as long as their mean, in which tasks that converge slowly count more.</summary>
    /// <param name="norms">|G_t|, shape [T].</param>
    /// <param name="first">|G_t^0|, shape [T].</param>
    /// <returns>C / |G_t|, shape [T].</returns>
    internal static double[] Scales(double[] norms, double[] first)
    {
        double[] ratios = [.. norms.Zip(first, (now, then) => now / then)];
        var length = norms.Zip(ratios, (norm, ratio) => norm * ratio / ratios.Sum()).Sum(); // C
        return [.. norms.Select(norm => length / norm)];
    }

    // A task without any gradient is not divided by 0.
    private static double[] Norms(IReadOnlyList<Tensor> gradients)
    {
        var numbers = Tensors.ToArray2D(stack([.. gradients.Select(g => g.norm())], 0).view(1, gradients.Count));
        return [.. numbers.Cast<double>().Select(norm => Math.Max(norm, 1e-15))];
    }

    private static double[,] Row(double[] numbers) => Matrix.Of(1, numbers.Length, (_, t) => numbers[t]);
}
