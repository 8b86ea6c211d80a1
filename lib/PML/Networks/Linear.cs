using TorchSharp;
using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>A fully connected layer with bias, for W networks at once.</summary>
/// <param name="name">Name of its parameters' prefix.</param>
/// <param name="inputs">Features in.</param>
/// <param name="outputs">Features out.</param>
public sealed class Linear(string name, long inputs, long outputs) : Layer(
    Parameter.Uniform($"{name}.weight", [outputs, inputs], inputs),
    Parameter.Uniform($"{name}.bias", [outputs], inputs))
{
    /// <inheritdoc/>
    /// <remarks>In: [B, inputs] shared by all networks, or [W, B, inputs]. Out: [W, B, outputs].</remarks>
    public override Tensor Forward(ForwardPass pass, Tensor x)
    {
        Tensor weight = Weight(pass, 0), bias = Weight(pass, 1);
        if (x.dim() == 2)
        {
            // All networks read the same rows: one product with W times the outputs.
            var rows = nn.functional.linear(x, weight.reshape(pass.Windows * outputs, inputs), bias.reshape(pass.Windows * outputs));
            return pass.Keep(rows).view(x.shape[0], pass.Windows, outputs).transpose(0, 1);
        }

        return pass.Keep(pass.Windows == 1
            ? nn.functional.linear(x.select(0, 0), weight.select(0, 0), bias.select(0, 0)).unsqueeze(0)
            : x.bmm(weight.transpose(1, 2)).add_(bias.unsqueeze(1)));
    }
}
