using PML.Networks;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Objectives;

/// <summary>A network's losses as a function of its weights, all W weight vectors in one batched forward.</summary>
public sealed class NetworkObjective : IVectorObjective
{
    // On a CPU the activations of about this many samples, summed over the W networks, stay in the caches between two layers:
    // a PML step of LeNet with W = 4 then takes 0.87 of the time (tests/Benchmarks). A GPU wants the whole batch at once.
    private const long SamplesAtOnce = 256;

    private readonly IReadOnlyList<ITaskLoss> _losses;

    /// <summary>The losses of <paramref name="network"/>.</summary>
    /// <param name="network">With T outputs.</param>
    /// <param name="losses">One a task, in the order of the outputs.</param>
    /// <param name="statistics">Running statistics of batch normalisation, updated by each evaluation; the caller's. Null where the network has none.</param>
    /// <exception cref="PmlException">There are not T losses, or not K statistics.</exception>
    public NetworkObjective(Network network, IReadOnlyList<ITaskLoss> losses, Tensor? statistics = null)
    {
        if (losses.Count != network.TaskCount)
            throw new PmlException($"A network of {network.TaskCount} tasks needs {network.TaskCount} losses; found {losses.Count}.");
        if ((statistics?.numel() ?? 0) != network.StatisticsCount)
            throw new PmlException($"A {network.GetType().Name} needs {network.StatisticsCount} running statistics; found {statistics?.numel() ?? 0}. Network.NewStatistics makes them.");
        Network = network;
        Statistics = statistics;
        _losses = losses;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <inheritdoc/>
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
        var samples = batch.X.shape[0];
        var step = CutsBatches(batch) ? Math.Max(1, SamplesAtOnce / thetas.shape[0]) : samples;
        Tensor? losses = null; // [W, T]
        var representations = new List<Tensor>(); // of each part, [W, its samples, d]
        for (long at = 0; at < samples; at += step)
        {
            var count = Math.Min(step, samples - at);
            var part = Losses(leaves, new Batch(batch.X.narrow(0, at, count), [.. batch.Y.Select(y => y.narrow(0, at, count))]), representations);
            if (count < samples) part = part.mul((double)count / samples);
            losses = losses is null ? part : losses.add(part);
        }

        return new Evaluation(leaves, representations, losses ?? throw new PmlException("A batch must hold at least one sample; found none."));
    }

    // Batch normalisation needs the whole batch for its statistics, and some losses for the count that they divide by.
    private bool CutsBatches(Batch batch) => batch.X.device.type == DeviceType.CPU && Network.StatisticsCount == 0 && _losses.All(loss => loss.IsMeanOfSamples);

    private Tensor Losses(Tensor leaves, Batch batch, List<Tensor> representations)
    {
        var outputs = Network.Forward(leaves, batch.X, Statistics, training: true, out var representation);
        if (representation is not null) representations.Add(representation);
        return stack([.. outputs.Select((output, t) => _losses[t].Of(output, batch.Y[t]))], 1);
    }

    /// <summary>What is minimised, e.g. "LeNet, 27450 weights, CrossEntropy, CrossEntropy".</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Network.GetType().Name}, {ParameterCount} weights, {string.Join(", ", _losses.Select(loss => loss.GetType().Name))}";

    private sealed class Evaluation(Tensor leaves, IReadOnlyList<Tensor> representations, Tensor losses) : IEvaluation
    {
        private double[,]? _host;

        public double[,] Losses => _host ??= Tensors.ToArray2D(losses);

        public IReadOnlyList<Tensor> TaskGradients() => [.. Tasks.Select(t => Backward([leaves], OfTask(t), retainGraph: true)[0])];

        public IReadOnlyList<Tensor> RepresentationGradients() => representations.Count == 0
            ? throw new PmlException("Gradients by the shared representation need a network with one, such as LeNet or Mlp; found one that sets no ForwardPass.Representation.")
            : [.. Tasks.Select(t => cat(Backward([.. representations], OfTask(t), retainGraph: true), 1))];

        public Tensor Gradient(double[,] coefficients) => Backward([leaves], coefficients, retainGraph: false)[0];

        private IEnumerable<int> Tasks => Enumerable.Range(0, (int)losses.shape[1]);

        // The W networks do not touch one another, so ones in the task's column give all W gradients in one pass.
        private double[,] OfTask(int task) => Matrix.Of((int)losses.shape[0], (int)losses.shape[1], (_, t) => t == task ? 1 : 0);

        private IList<Tensor> Backward(Tensor[] inputs, double[,] coefficients, bool retainGraph) =>
            autograd.grad([losses], inputs, [Tensors.ToTensor(coefficients, losses)], retainGraph);
    }
}
