using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.Networks;

/// <summary>The multi-layer perceptron of the Census experiment: one shared hidden layer, one linear decoder a task.</summary>
/// <remarks>Source: the paper, Appendix B; 121,092 weights for 468 features and two tasks of two classes.</remarks>
public sealed class Mlp : Network
{
    private readonly Linear _hidden;
    private readonly Linear[] _decoders;
    private readonly (int Features, int Hidden, IReadOnlyList<int> Classes) _sizes;

    /// <summary>A perceptron for vectors of features.</summary>
    /// <param name="features">Length of an input.</param>
    /// <param name="hidden">Width of the hidden layer.</param>
    /// <param name="classes">Classes of each task; its length is T.</param>
    public Mlp(int features, int hidden, IReadOnlyList<int> classes) : base(classes.Count)
    {
        _sizes = (features, hidden, classes);
        _hidden = Shared(new Linear("encoder.fc", features, hidden));
        _decoders = [.. classes.Select((count, t) => DecoderInput(new Linear($"decoder{t + 1}.fc", hidden, count)))];
    }

    /// <inheritdoc/>
    public override Network WithMoreInputs(int more) => new Mlp(_sizes.Features + more, _sizes.Hidden, _sizes.Classes);

    /// <inheritdoc/>
    /// <remarks>In: [B, features]. Out: logits [W, B, classes] for each task.</remarks>
    protected override IReadOnlyList<Tensor> Forward(ForwardPass pass, Tensor x)
    {
        var embedding = pass.Representation = relu(_hidden.Forward(pass, x)); // [W, B, hidden]
        return [.. _decoders.Select(decoder => decoder.Forward(pass, embedding))];
    }
}
