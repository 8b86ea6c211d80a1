using PML.Networks;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>A network's losses as a function of its weights, all W weight vectors in one batched forward.</summary>
public sealed class NetworkObjective : IVectorObjective
{
    private readonly IReadOnlyList<ITaskLoss> _losses;

    /// <summary>The losses of <paramref name="network"/>.</summary>
    /// <param name="network">With T outputs.</param>
    /// <param name="losses">One a task, in the order of the outputs.</param>
    /// <param name="statistics">Running statistics of batch normalisation, updated by each evaluation; the caller's. Null where the network has none.</param>
    /// <exception cref="PmlException">There are not T losses.</exception>
    public NetworkObjective(Network network, IReadOnlyList<ITaskLoss> losses, Tensor? statistics = null)
    {
        if (losses.Count != network.TaskCount)
            throw new PmlException($"A network of {network.TaskCount} tasks needs {network.TaskCount} losses; found {losses.Count}.");
        Network = network;
        Statistics = statistics;
        _losses = losses;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Running statistics of batch normalisation, or null.</summary>
    public Tensor? Statistics { get; }

    /// <inheritdoc/>
    public int TaskCount => Network.TaskCount;

    /// <inheritdoc/>
    public long ParameterCount => Network.ParameterCount;

    /// <inheritdoc/>
    public long SharedCount => Network.SharedCount;

    /// <inheritdoc/>
    public float[] Initialize(Random random) => Network.Initialize(random);

    /// <inheritdoc/>
    /// <exception cref="PmlException">The batch has targets for another number of tasks.</exception>
    public IEvaluation Evaluate(Tensor thetas, Batch batch)
    {
        if (batch.Y.Count != TaskCount)
            throw new PmlException($"A batch for {TaskCount} tasks needs {TaskCount} targets; found {batch.Y.Count}.");
        // The graph is cut here: thetas are leaves, and what made them (an interpolation, a hypernetwork) is differentiated by hand.
        var leaves = thetas.detach().requires_grad_();
        var outputs = Network.Forward(leaves, batch.X, Statistics, training: true);
        var losses = stack([.. outputs.Select((output, t) => _losses[t].Of(output, batch.Y[t]))], 1); // [W, T]
        return new Evaluation(leaves, losses);
    }

    private sealed class Evaluation(Tensor leaves, Tensor losses) : IEvaluation
    {
        private double[,]? _host;

        public double[,] Losses => _host ??= Host.ToArray2D(losses);

        public IReadOnlyList<Tensor> TaskGradients() => [.. Enumerable.Range(0, (int)losses.shape[1]).Select(TaskGradient)];

        public Tensor Gradient(double[,] coefficients) => Backward(coefficients, retainGraph: false);

        private Tensor TaskGradient(int task)
        {
            // The W networks do not touch one another, so ones in the task's column give all W gradients in one pass.
            var column = new double[losses.shape[0], losses.shape[1]];
            for (var w = 0; w < column.GetLength(0); w++) column[w, task] = 1;
            return Backward(column, retainGraph: true);
        }

        private Tensor Backward(double[,] coefficients, bool retainGraph) =>
            autograd.grad([losses], [leaves], [Host.ToTensor(coefficients, losses)], retainGraph)[0];
    }
}
