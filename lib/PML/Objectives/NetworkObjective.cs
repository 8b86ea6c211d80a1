using System.Globalization;
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

    // What a step takes at its peak against the activations that it keeps. Measured: SegNet 1.3 to 1.4, ResNet-18 1.6.
    private const double BackwardFactor = 1.6;

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

    /// <summary>How many bytes the activations of a step may take; <see cref="MemoryLimit.Of"/> the device unless set.</summary>
    public long? MemoryBytes { get; init; }

    /// <inheritdoc/>
    /// <remarks>
    /// Small networks run all W at once. Where the activations of one are large, the networks run one by one, which costs less time
    /// (see <see cref="Conv2d"/>) and, where W of them would not fit the memory, lets go of each before the next.
    /// </remarks>
    /// <exception cref="PmlException">The batch is empty or has targets for another number of tasks, or the activations of one network do not fit the memory.</exception>
    public IEvaluation Evaluate(Tensor thetas, Batch batch)
    {
        if (batch.Y.Count != TaskCount)
            throw new PmlException($"A batch for {TaskCount} tasks needs {TaskCount} targets; found {batch.Y.Count}.");
        if (batch.X.shape[0] == 0) throw new PmlException("A batch must hold at least one sample; found none.");
        var bytes = StepBytes(batch.X);
        var limit = MemoryBytes ?? MemoryLimit.Of(thetas.device);
        if (bytes > limit) throw TooLarge(bytes, limit, batch.X.shape[0]);
        var fits = thetas.shape[0] * bytes <= limit;
        if (thetas.shape[0] == 1 || CutsBatches(batch) || !Network.RunsOneByOne(batch.X) && fits) return Evaluate(thetas, batch, Statistics);
        // Each network's statistics follow the batch once, however often it runs.
        return new EvaluationInTurn(thetas, TaskCount, (theta, isFirst) => Evaluate(theta, batch, isFirst ? Statistics : null), fits);
    }

    private GraphEvaluation Evaluate(Tensor thetas, Batch batch, Tensor? statistics)
    {
        // The graph is cut here: thetas are leaves, and what made them (an interpolation, a hypernetwork) is differentiated by hand.
        var leaves = thetas.detach().requires_grad_();
        var samples = batch.X.shape[0];
        var step = CutsBatches(batch) ? Math.Max(1, SamplesAtOnce / thetas.shape[0]) : samples;
        Tensor? losses = null; // [W, T]
        var representations = new List<Tensor>(); // of each part, [W, its samples, d]
        for (long at = 0; at < samples; at += step)
        {
            var count = Math.Min(step, samples - at);
            var part = Losses(leaves, new Batch(batch.X.narrow(0, at, count), [.. batch.Y.Select(y => y.narrow(0, at, count))]), statistics, representations);
            if (count < samples) part = part.mul((double)count / samples);
            losses = losses is null ? part : losses.add(part);
        }

        return new GraphEvaluation(leaves, representations, losses!);
    }

    // Batch normalisation needs the whole batch for its statistics, and some losses for the count that they divide by.
    private bool CutsBatches(Batch batch) => batch.X.device.type == DeviceType.CPU && Network.StatisticsCount == 0 && _losses.All(loss => loss.IsMeanOfSamples);

    private Tensor Losses(Tensor leaves, Batch batch, Tensor? statistics, List<Tensor> representations)
    {
        var pass = Network.Pass(leaves, statistics, training: true);
        var outputs = Network.Run(pass, batch.X);
        if (pass.Representation is { } representation) representations.Add(representation);
        return stack([.. outputs.Select((output, t) => _losses[t].Of(output, batch.Y[t]))], 1);
    }

    // Of one network.
    private long StepBytes(Tensor x) => (long)(BackwardFactor * x.shape[0] * Network.ActivationBytes(x.shape[1..]) * x.ElementSize / sizeof(float));

    private PmlException TooLarge(long bytes, long limit, long samples) => new(string.Create(CultureInfo.InvariantCulture,
        $"A step of a {Network.GetType().Name} with batch size {samples} needs about {bytes / 1e9:0.0} GB for one network; the limit is {limit / 1e9:0.0} GB. Set the batch size to {limit * samples / bytes} or less, or raise the limit with PML_MEMORY (in GB)."));

    /// <summary>What is minimised, e.g. "LeNet, 27450 weights, CrossEntropy, CrossEntropy".</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Network.GetType().Name}, {ParameterCount} weights, {string.Join(", ", _losses.Select(loss => loss.GetType().Name))}";
}
