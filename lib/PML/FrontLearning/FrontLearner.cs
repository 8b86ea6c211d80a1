using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>A front under way: draws rays, evaluates the networks at them, and takes the gradient of the weighted losses back to what is trained.</summary>
/// <remarks>A method of this folder is a <see cref="RayModel"/> (the weights at a ray), the rays of a step, and what each loss is multiplied by.</remarks>
internal class FrontLearner : ILearner
{
    private readonly Func<double, Random, double[,]> _draw;
    private readonly Func<double[,], IEvaluation, double[,]> _coefficients;

    /// <summary>A front before its first step.</summary>
    /// <param name="model">The weights at a ray.</param>
    /// <param name="objective">The vector loss; the caller's.</param>
    /// <param name="draw">The rays of a step, shape [W, T], from the training's progress and the step's random numbers.</param>
    /// <param name="coefficients">What each loss is multiplied by, shape [W, T], at given rays. Null: the ray itself.</param>
    /// <param name="seed">Root seed of the first values.</param>
    /// <param name="device">Where they live.</param>
    internal FrontLearner(RayModel model, IVectorObjective objective, Func<double, Random, double[,]> draw, Func<double[,], IEvaluation, double[,]>? coefficients, long seed, Device device)
    {
        (Model, Objective, _draw, _coefficients) = (model, objective, draw, coefficients ?? ((rays, _) => rays));
        Theta = tensor(model.Initialize(Seeds.Stream(seed, "member", 0)), [1, model.TrainedCount], float32, device).DetachFromDisposeScope();
    }

    /// <summary>What is trained, shape [1, M].</summary>
    public Tensor Theta { get; }

    /// <inheritdoc/>
    /// <remarks>None: a step depends on the weights and its own random numbers alone.</remarks>
    public double[] State { get; set; } = [];

    /// <summary>The weights at a ray.</summary>
    protected RayModel Model { get; }

    /// <summary>The vector loss.</summary>
    protected IVectorObjective Objective { get; }

    public LearningStep Step(Batch batch, Random random) => Step(Theta, _draw(batch.Progress, random), batch);

    /// <summary>The step at given rays, and at other values of what is trained.</summary>
    /// <param name="trained">Shape [1, M].</param>
    /// <param name="rays">Shape [W, T].</param>
    /// <param name="batch">Inputs and targets.</param>
    internal LearningStep Step(Tensor trained, double[,] rays, Batch batch)
    {
        Tensor r, thetas;
        using (no_grad())
        {
            r = Tensors.ToTensor(rays, trained);
            thetas = Model.Thetas(trained, r);
        }

        var evaluation = Objective.Evaluate(thetas, batch);
        return new LearningStep(Gradient(trained, r, rays, evaluation, batch.Progress), evaluation, thetas);
    }

    public virtual void Stepped(Batch batch)
    {
    }

    public FrontModel Front(Network network, Tensor? statistics = null)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Model.Front(network, Theta, statistics);
    }

    public void Dispose() => Theta.Dispose();

    /// <summary>The gradient by what is trained, shape [1, M].</summary>
    protected virtual Tensor Gradient(Tensor trained, Tensor rays, double[,] numbers, IEvaluation evaluation, double progress)
    {
        var gradient = evaluation.Gradient(_coefficients(numbers, evaluation)); // [W, N]
        using var _ = no_grad();
        return Model.PullBack(trained, rays, gradient);
    }
}
