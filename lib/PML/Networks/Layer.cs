using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>A part of a network that owns parameters: a function of their values and its input, for W networks at once.</summary>
/// <remarks>
/// Images of W networks travel as one tensor [B, W*C, H, W'], the networks' channels side by side; features as [W, B, F].
/// The input of the first layer is shared by all W: [B, C, H, W'] or [B, F].
/// </remarks>
/// <param name="parameters">What the layer adds to the network's weights.</param>
public abstract class Layer(params Parameter[] parameters)
{
    /// <summary>What the layer adds to the network's weights, in order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; } = parameters;

    /// <summary>The layers that it is made of, in order; empty for a layer that owns its parameters itself.</summary>
    public virtual IReadOnlyList<Layer> Parts => [];

    /// <summary>How many running statistics the layer has.</summary>
    public virtual long StatisticsCount => 0;

    /// <summary>PyTorch's name for the module that holds them, e.g. "encoder.bn1": the first half are its running means, the second its running variances.</summary>
    internal virtual string StatisticsName => "";

    /// <summary>The place of the layer's first parameter in the network's list; set when a network takes it.</summary>
    internal int FirstParameter { get; set; } = -1;

    /// <summary>Where the layer's running statistics begin; set when a network takes it.</summary>
    internal long FirstStatistic { get; set; }

    /// <summary>One of the layer's parameters, of all W networks.</summary>
    /// <param name="pass">The forward under way.</param>
    /// <param name="index">Which, in the order of <see cref="Parameters"/>.</param>
    /// <returns>Shape [W, ...].</returns>
    protected Tensor Weight(ForwardPass pass, int index) => pass.Parameter(FirstParameter + index);

    /// <summary>The layer's output.</summary>
    /// <param name="pass">The forward under way.</param>
    /// <param name="x">The layer's input.</param>
    /// <returns>Its output.</returns>
    public abstract Tensor Forward(ForwardPass pass, Tensor x);
}
