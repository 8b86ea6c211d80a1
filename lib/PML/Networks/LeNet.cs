using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.Networks;

/// <summary>The LeNet of the MultiMNIST experiments: a shared encoder, and a decoder of two layers a task.</summary>
/// <remarks>
/// Source: the paper, Appendix B; 27,450 weights for two tasks, 30,510 for three. The ReLU after the encoder's last layer is
/// the released code's; the paper does not mention it.
/// </remarks>
public sealed class LeNet : Network
{
    private readonly Conv2d _conv1, _conv2;
    private readonly Linear _fc;
    private readonly (Linear Hidden, Linear Output)[] _decoders;

    private readonly int _classes, _inputs;

    /// <summary>A LeNet for 28x28 images.</summary>
    /// <param name="tasks">T, at least 1.</param>
    /// <param name="classes">Classes of each task.</param>
    /// <param name="inputs">Channels of an image.</param>
    public LeNet(int tasks = 2, int classes = 10, int inputs = 1) : base(tasks)
    {
        (_classes, _inputs) = (classes, inputs);
        _conv1 = Shared(new Conv2d("encoder.conv1", inputs, 10, 5));
        _conv2 = Shared(new Conv2d("encoder.conv2", 10, 20, 5));
        _fc = Shared(new Linear("encoder.fc", 320, 50));
        _decoders = [.. Enumerable.Range(1, tasks).Select(t => (
            DecoderInput(new Linear($"decoder{t}.fc1", 50, 50)),
            TaskSpecific(new Linear($"decoder{t}.fc2", 50, classes))))];
    }

    /// <inheritdoc/>
    public override Network WithMoreInputs(int more) => new LeNet(TaskCount, _classes, _inputs + more);

    /// <inheritdoc/>
    /// <remarks>In: [B, inputs, 28, 28]. Out: logits [W, B, classes] for each task.</remarks>
    protected override IReadOnlyList<Tensor> Forward(ForwardPass pass, Tensor x)
    {
        var h = _conv1.ForwardPooled(pass, x, 2); // [B, W*10, 12, 12]
        h = _conv2.ForwardPooled(pass, h, 2); // [B, W*20, 4, 4]
        h = h.reshape(x.shape[0], pass.Windows, 320).transpose(0, 1); // [W, B, 320]
        var embedding = pass.Representation = relu(_fc.Forward(pass, h)); // [W, B, 50]
        return [.. _decoders.Select(d => d.Output.Forward(pass, relu(d.Hidden.Forward(pass, embedding))))];
    }
}
