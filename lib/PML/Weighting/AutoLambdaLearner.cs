using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Weighting;

/// <summary>A network under <see cref="AutoLambda"/>, and its task weights.</summary>
internal sealed class AutoLambdaLearner : ILearner
{
    private readonly AutoLambda _options;
    private readonly IVectorObjective _objective;
    private readonly int _tasks;

    /// <summary>A network before its first step.</summary>
    /// <param name="options">The method.</param>
    /// <param name="objective">The vector loss; the caller's.</param>
    /// <param name="seed">Root seed of the first weights.</param>
    /// <param name="device">Where the weights live.</param>
    internal AutoLambdaLearner(AutoLambda options, IVectorObjective objective, long seed, Device device)
    {
        (_options, _objective, _tasks) = (options, objective, objective.TaskCount);
        State = new double[3 * _tasks + 1];
        Lambda.Fill(options.InitialWeight);
        Theta = Ensemble.NewTheta(objective, 1, seed, device);
    }

    public Tensor Theta { get; }

    /// <summary>lambda, Adam's mean and mean square of its slopes, shape [T] each, and how many steps were taken.</summary>
    public double[] State { get; set; }

    private Span<double> Lambda => State.AsSpan(0, _tasks);

    public LearningStep Step(Batch batch, Random random)
    {
        var evaluation = _objective.Evaluate(Theta, batch);
        var gradients = evaluation.TaskGradients();
        StepLambda(MetaGradient(Theta, Lambda, gradients, batch.Another?.Invoke() ?? batch));
        return new LearningStep(Sum(gradients, Lambda), evaluation, Theta);
    }

    public void Dispose() => Theta.Dispose();

    /// <summary>The slopes of the summed losses after a virtual step, by the task weights.</summary>
    /// <param name="theta">The weights before it, shape [1, N].</param>
    /// <param name="lambda">The task weights, shape [T].</param>
    /// <param name="gradients">T tensors g_t of shape [1, N].</param>
    /// <param name="other">The batch that the step is judged by.</param>
    /// <returns>-r g_t' d, shape [T].</returns>
    internal double[] MetaGradient(Tensor theta, ReadOnlySpan<double> lambda, IReadOnlyList<Tensor> gradients, Batch other)
    {
        using var scope = NewDisposeScope();
        var stepped = theta.sub(Sum(gradients, lambda).mul(_options.VirtualRate));
        var direction = _objective.KeepingStatistics(() => _objective.Evaluate(stepped, other).Gradient(Matrix.Of(1, _tasks, (_, _) => 1)));
        var products = Tensors.ToArray2D(stack([.. gradients.Select(g => g.mul(direction).sum())], 0).view(1, _tasks));
        return [.. Enumerable.Range(0, _tasks).Select(t => -_options.VirtualRate * products[0, t])];
    }

    private Tensor Sum(IReadOnlyList<Tensor> gradients, ReadOnlySpan<double> lambda)
    {
        var row = new double[1, _tasks];
        for (var t = 0; t < _tasks; t++) row[0, t] = lambda[t];
        return TaskGradients.Sum(gradients, row, row, _objective.SharedCount);
    }

    // Adam with its defaults, on T numbers.
    private void StepLambda(double[] slopes)
    {
        const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
        var mean = State.AsSpan(_tasks, _tasks);
        var square = State.AsSpan(2 * _tasks, _tasks);
        var step = ++State[^1];
        for (var t = 0; t < _tasks; t++)
        {
            mean[t] = Beta1 * mean[t] + (1 - Beta1) * slopes[t];
            square[t] = Beta2 * square[t] + (1 - Beta2) * slopes[t] * slopes[t];
            var root = Math.Sqrt(square[t] / (1 - Math.Pow(Beta2, step))) + Epsilon;
            Lambda[t] -= _options.MetaRate * mean[t] / (1 - Math.Pow(Beta1, step)) / root;
        }
    }
}
