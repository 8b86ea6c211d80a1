using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>What the layers of W networks share during one forward: the weights cut into parameters, and the running statistics.</summary>
/// <param name="parameters">Each parameter of all W networks, shape [W, ...].</param>
/// <param name="windows">W.</param>
/// <param name="statistics">Running statistics of batch normalisation, shape [K] or, each network's own, [W, K]; or null.</param>
/// <param name="training">Whether batch normalisation uses the batch's own statistics and updates the running ones.</param>
public sealed class ForwardPass(Tensor[] parameters, long windows, Tensor? statistics, bool training)
{
    /// <summary>W, how many networks run at once.</summary>
    public long Windows { get; } = windows;

    /// <summary>Whether batch normalisation uses the batch's own statistics and updates the running ones.</summary>
    public bool Training { get; } = training;

    /// <summary>Running statistics of batch normalisation, shape [K] or, each network's own, [W, K]; or null.</summary>
    public Tensor? Statistics { get; } = statistics;

    /// <summary>How much of the running statistics this batch replaces, in place of the layers' own share; null leaves it to them.</summary>
    public double? Momentum { get; init; }

    /// <summary>Bytes of the activations so far that the backward pass will need.</summary>
    public long KeptBytes { get; private set; }

    /// <summary>What the encoder hands to every decoder, shape [W, B, d]; set by networks that have such a bottleneck, else null.</summary>
    public Tensor? Representation { get; set; }

    /// <summary>A parameter of all W networks.</summary>
    /// <param name="index">Its place in <see cref="Network.Parameters"/>.</param>
    /// <returns>Shape [W, ...].</returns>
    public Tensor Parameter(int index) => parameters[index];

    /// <summary>Counts an activation that the backward pass will need. What changes a counted one in place adds nothing.</summary>
    /// <param name="activation">The activation.</param>
    /// <returns><paramref name="activation"/>.</returns>
    public Tensor Keep(Tensor activation)
    {
        KeptBytes += activation.numel() * activation.ElementSize;
        return activation;
    }

    /// <summary>The same forward for a network whose parameters begin later in the list.</summary>
    /// <param name="first">Where they begin.</param>
    /// <returns>A pass of its own, without a representation.</returns>
    internal ForwardPass From(int first) => new(parameters[first..], Windows, Statistics, Training) { Momentum = Momentum };

    /// <summary>Takes over what such a forward left behind.</summary>
    /// <param name="inner">The forward of the nested network.</param>
    internal void TakeOver(ForwardPass inner) => (Representation, KeptBytes) = (inner.Representation, KeptBytes + inner.KeptBytes);
}
