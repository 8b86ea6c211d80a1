using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>What the layers of W networks share during one forward: the weights cut into parameters, and the running statistics.</summary>
/// <param name="parameters">Each parameter of all W networks, shape [W, ...].</param>
/// <param name="windows">W.</param>
/// <param name="statistics">Running statistics of batch normalisation, shape [K], or null.</param>
/// <param name="training">Whether batch normalisation uses the batch's own statistics and updates the running ones.</param>
public sealed class ForwardPass(Tensor[] parameters, long windows, Tensor? statistics, bool training)
{
    /// <summary>W, how many networks run at once.</summary>
    public long Windows { get; } = windows;

    /// <summary>Whether batch normalisation uses the batch's own statistics and updates the running ones.</summary>
    public bool Training { get; } = training;

    /// <summary>Running statistics of batch normalisation, shape [K], or null.</summary>
    public Tensor? Statistics { get; } = statistics;

    /// <summary>What the encoder hands to every decoder, shape [W, B, d]; set by networks that have such a bottleneck, else null.</summary>
    public Tensor? Representation { get; set; }

    /// <summary>A parameter of all W networks.</summary>
    /// <param name="index">Its place in <see cref="Network.Parameters"/>.</param>
    /// <returns>Shape [W, ...].</returns>
    public Tensor Parameter(int index) => parameters[index];

    /// <summary>The same forward for a network whose parameters begin later in the list.</summary>
    /// <param name="first">Where they begin.</param>
    /// <returns>A pass of its own, without a representation.</returns>
    internal ForwardPass From(int first) => new(parameters[first..], Windows, Statistics, Training);
}
