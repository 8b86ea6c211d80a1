using PML.Objectives;
using PML.Support;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>A hypernetwork whose losses are weighed by <see cref="ExactParetoOptimal"/>, from the tasks' gradients by the hypernetwork's own weights.</summary>
/// <remarks>A step costs T backward passes, and T times the chain rule through the hypernetwork.</remarks>
/// <param name="model">The hypernetwork.</param>
/// <param name="objective">The vector loss; the caller's.</param>
/// <param name="draw">One ray a step, shape [1, T].</param>
/// <param name="seed">Root seed of the first values.</param>
/// <param name="device">Where they live.</param>
internal sealed class ExactParetoLearner(RayModel model, IVectorObjective objective, Func<double, Random, double[,]> draw, long seed, Device device)
    : FrontLearner(model, objective, draw, null, seed, device)
{
    protected override Tensor Gradient(Tensor trained, Tensor rays, double[,] numbers, IEvaluation evaluation, double progress)
    {
        var gradients = evaluation.TaskGradients();
        using var _ = no_grad();
        Tensor[] pulled = [.. gradients.Select(gradient => Model.PullBack(trained, rays, gradient))];
        var gram = TaskGradients.Gram(pulled, Model.TrainedCount)[0];
        var tasks = pulled.Length;
        var losses = evaluation.Losses;
        var weights = ExactParetoOptimal.Weights([.. Enumerable.Range(0, tasks).Select(t => losses[0, t])], [.. Enumerable.Range(0, tasks).Select(t => numbers[0, t])], gram);
        var row = Matrix.Of(1, tasks, (_, t) => tasks * weights[t]);
        return TaskGradients.Sum(pulled, row, row, Model.TrainedCount);
    }
}
