using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>Layers one after another.</summary>
/// <param name="parts">The layers, in order; at least one.</param>
public sealed class Sequential(params Layer[] parts) : Layer
{
    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Parts => parts;

    /// <inheritdoc/>
    /// <remarks>What lies between two layers is let go of here: where no gradient will be asked for, two activations live at a time.</remarks>
    public override Tensor Forward(ForwardPass pass, Tensor x)
    {
        var h = parts[0].Forward(pass, x);
        foreach (var part in parts.Skip(1))
        {
            var next = part.Forward(pass, h);
            h.Dispose();
            h = next;
        }

        return h;
    }
}
