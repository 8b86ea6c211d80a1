using PML.Support;
using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>A shared-bottom network as a pure function of one flat weight vector, evaluated for W vectors at once.</summary>
/// <remarks>
/// It holds no weights. It knows the parameters' names, shapes, places in the vector and first values, and that the first
/// <see cref="SharedCount"/> weights are shared by all tasks. A subclass takes its layers in its constructor with
/// <see cref="Shared{TLayer}"/>, then <see cref="TaskSpecific{TLayer}"/>; where every decoder starts with a linear layer on one
/// shared representation, it takes those with <see cref="DecoderInput"/> and sets <see cref="ForwardPass.Representation"/>.
/// </remarks>
public abstract class Network
{
    private const long AtOnceBytes = 64 << 20;

    private readonly List<Parameter> _parameters = [];
    private readonly List<DecoderInput> _decoderInputs = [];
    private readonly Lazy<long[]> _sizes;
    private Probe? _probe;

    /// <summary>A network for some tasks.</summary>
    /// <param name="tasks">T, at least 1.</param>
    protected Network(int tasks)
    {
        TaskCount = Check.AtLeast(tasks, 1, nameof(tasks));
        _sizes = new(() => [.. _parameters.Select(p => p.Count)]);
    }

    /// <summary>T, the number of tasks.</summary>
    public int TaskCount { get; }

    /// <summary>N, the number of weights.</summary>
    public long ParameterCount { get; private set; }

    /// <summary>S: the weights [0, S) are shared by all tasks.</summary>
    public long SharedCount { get; private set; }

    /// <summary>K, how many running statistics batch normalisation has; 0 without it.</summary>
    public long StatisticsCount { get; private set; }

    /// <summary>Every parameter, in the order of its slice of the weights.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Where each module's running statistics lie, by its name: the first half means, the second variances.</summary>
    internal IReadOnlyList<(string Name, long Start, long Count)> StatisticsSlices => _statistics;

    /// <summary>Where each decoder reads the shared representation, one a task; empty for a network without such a bottleneck.</summary>
    public IReadOnlyList<DecoderInput> DecoderInputs => _decoderInputs;

    /// <summary>First weights.</summary>
    /// <param name="random">Where they come from.</param>
    /// <returns>Shape [N].</returns>
    public float[] Initialize(Random random)
    {
        var theta = new float[ParameterCount];
        var at = 0;
        foreach (var parameter in _parameters)
        {
            for (long i = 0; i < parameter.Count; i++) theta[at++] = (float)parameter.Draw(random);
        }

        return theta;
    }

    /// <summary>First running statistics: mean 0, variance 1.</summary>
    /// <param name="device">Where they live.</param>
    /// <returns>Shape [K], the caller's to dispose; null for a network without batch normalisation.</returns>
    public Tensor? NewStatistics(Device device)
    {
        if (StatisticsCount == 0) return null;
        using var scope = NewDisposeScope();
        var statistics = zeros([StatisticsCount], float32, device);
        foreach (var (_, start, count) in _statistics) statistics.narrow(0, start + count / 2, count / 2).fill_(1);
        return statistics.DetachFromDisposeScope();
    }

    /// <summary>The outputs of W networks.</summary>
    /// <param name="thetas">Their weights, shape [W, N].</param>
    /// <param name="x">The input that all share, shape [B, ...].</param>
    /// <param name="statistics">Running statistics that all share, shape [K], or each network's own, shape [W, K]; null uses the batch's.</param>
    /// <param name="training">Whether to use the batch's statistics, and update the running ones with them.</param>
    /// <returns>One tensor a task, shape [W, B, ...]; the open dispose scope's.</returns>
    /// <exception cref="PmlException">The weights are not of shape [W, N].</exception>
    public IReadOnlyList<Tensor> Forward(Tensor thetas, Tensor x, Tensor? statistics = null, bool training = false) =>
        Run(Pass(thetas, statistics, training), x);

    /// <summary>How much memory the activations of one sample take that a step keeps for its backward pass.</summary>
    /// <param name="sample">Shape of a sample, e.g. [3, 64, 64].</param>
    /// <returns>Bytes for each of the W networks, in single precision; measured by a forward pass of one sample.</returns>
    public long ActivationBytes(params long[] sample)
    {
        if (_probe is { } known && known.Sample.AsSpan().SequenceEqual(sample)) return known.Bytes;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var pass = Pass(zeros([1, ParameterCount], float32), null, training: true);
        Run(pass, zeros([1, .. sample], float32));
        _probe = new Probe([.. sample], pass.KeptBytes);
        return pass.KeptBytes;
    }

    /// <summary>Whether W networks should run one by one on a batch, not all at once: where their activations are large that costs less.</summary>
    internal bool RunsOneByOne(Tensor x) => x.shape[0] * ActivationBytes(x.shape[1..]) > AtOnceBytes;

    /// <summary>The weights of W networks cut into parameters, for <see cref="Run"/>.</summary>
    internal ForwardPass Pass(Tensor thetas, Tensor? statistics, bool training, double? momentum = null)
    {
        if (thetas.dim() != 2 || thetas.shape[1] != ParameterCount)
            throw new PmlException($"The weights of a {GetType().Name} must have shape [W, {ParameterCount}]; found [{string.Join(", ", thetas.shape)}].");
        var windows = thetas.shape[0];
        // One split for all parameters: its backward is one concatenation.
        var slices = thetas.split(_sizes.Value, 1);
        for (var i = 0; i < slices.Length; i++) slices[i] = slices[i].reshape([windows, .. _parameters[i].Shape]);
        return new ForwardPass(slices, windows, statistics, training) { Momentum = momentum };
    }

    /// <summary>The outputs, and in <paramref name="pass"/> what the way to them left there.</summary>
    internal IReadOnlyList<Tensor> Run(ForwardPass pass, Tensor x) => Forward(pass, ChannelsLast.Of(x));

    /// <summary>The outputs of W networks, layer by layer.</summary>
    /// <param name="pass">The weights, cut into parameters.</param>
    /// <param name="x">The input that all share.</param>
    /// <returns>One tensor a task, shape [W, B, ...].</returns>
    protected abstract IReadOnlyList<Tensor> Forward(ForwardPass pass, Tensor x);

    /// <summary>Takes a layer that all tasks share.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns><paramref name="layer"/>.</returns>
    protected TLayer Shared<TLayer>(TLayer layer) where TLayer : Layer
    {
        if (SharedCount != ParameterCount) throw new InvalidOperationException("Shared layers come before task-specific ones.");
        Take(layer);
        SharedCount = ParameterCount;
        return layer;
    }

    /// <summary>Takes a layer of one task.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns><paramref name="layer"/>.</returns>
    protected TLayer TaskSpecific<TLayer>(TLayer layer) where TLayer : Layer
    {
        Take(layer);
        return layer;
    }

    /// <summary>Takes the layer of one task that reads the shared representation. Tasks come in order.</summary>
    /// <param name="layer">The layer; its first parameter is the matrix.</param>
    /// <returns><paramref name="layer"/>.</returns>
    protected Linear DecoderInput(Linear layer)
    {
        var shape = layer.Parameters[0].Shape;
        _decoderInputs.Add(new DecoderInput(ParameterCount, shape[0], shape[1]));
        return TaskSpecific(layer);
    }

    /// <summary>Takes a whole network behind this one's own shared layers, which have no running statistics.</summary>
    /// <param name="network">The network.</param>
    protected void Nested(Network network)
    {
        if (SharedCount != ParameterCount || StatisticsCount > 0) throw new InvalidOperationException("A nested network comes after the shared layers and before the task-specific ones.");
        (_nested, _firstNested) = (network, _parameters.Count);
        _decoderInputs.AddRange(network._decoderInputs.Select(input => input with { Offset = input.Offset + ParameterCount }));
        _parameters.AddRange(network._parameters);
        _statistics.AddRange(network._statistics);
        SharedCount = ParameterCount + network.SharedCount;
        ParameterCount += network.ParameterCount;
        StatisticsCount = network.StatisticsCount;
    }

    /// <summary>The outputs of the nested networks.</summary>
    /// <param name="pass">The forward under way.</param>
    /// <param name="x">Their input, one for each: [B, W*C, H, W'] or [W, B, F].</param>
    /// <returns>One tensor a task, shape [W, B, ...].</returns>
    protected IReadOnlyList<Tensor> ForwardNested(ForwardPass pass, Tensor x)
    {
        var network = _nested ?? throw new InvalidOperationException("There is no nested network.");
        var inner = pass.From(_firstNested);
        var outputs = network.Run(inner, x);
        pass.TakeOver(inner);
        return outputs;
    }

    /// <summary>The same network for inputs with more channels, or features, behind their own.</summary>
    /// <param name="more">How many more, at least 0.</param>
    /// <returns>The network.</returns>
    /// <exception cref="PmlException">There is no such form of it.</exception>
    public virtual Network WithMoreInputs(int more) => throw new PmlException($"A {GetType().Name} has no form with more inputs. Override WithMoreInputs.");

    private readonly List<(string Name, long Start, long Count)> _statistics = [];
    private Network? _nested;
    private int _firstNested;

    private void Take(Layer layer)
    {
        foreach (var part in layer.Parts) Take(part);
        layer.FirstParameter = _parameters.Count;
        layer.FirstStatistic = StatisticsCount;
        _parameters.AddRange(layer.Parameters);
        ParameterCount += layer.Parameters.Sum(p => p.Count);
        if (layer.StatisticsCount > 0) _statistics.Add((layer.StatisticsName, StatisticsCount, layer.StatisticsCount));
        StatisticsCount += layer.StatisticsCount;
    }

    // What the activations of the sample shape that was last asked for take.
    private sealed record Probe(long[] Sample, long Bytes);
}
