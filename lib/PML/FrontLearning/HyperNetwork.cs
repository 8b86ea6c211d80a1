using PML.Networks;
using PML.ParetoManifold;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace PML.FrontLearning;

/// <summary>A hypernetwork: three linear layers from the ray, with a ReLU between them, and a linear head that gives all weights.</summary>
/// <remarks>
/// One head for all weights is the same function, from the same first values, as the released code's one a parameter tensor. What is trained: weight and bias of each
/// layer in turn; the head's [N, hidden] is all but a few thousand of it.
/// </remarks>
/// <param name="tasks">T.</param>
/// <param name="weights">N.</param>
/// <param name="hidden">Width of each layer.</param>
internal sealed class HyperNetwork(int tasks, long weights, int hidden) : RayModel
{
    // Inputs and outputs of each layer, the head last.
    private readonly (long In, long Out)[] _layers = [(tasks, hidden), (hidden, hidden), (hidden, hidden), (hidden, weights)];

    internal int Tasks => tasks;

    internal override long TrainedCount => _layers.Sum(layer => (layer.In + 1) * layer.Out);

    internal override float[] Initialize(Random random) => [.. _layers.SelectMany(layer => Enumerable.Range(0, (int)((layer.In + 1) * layer.Out))
        .Select(_ => (float)((2 * random.NextDouble() - 1) / Math.Sqrt(layer.In))))];

    internal override Tensor Thetas(Tensor trained, Tensor rays)
    {
        var head = Layer(trained, 3);
        return linear(Features(trained, rays)[^1], head.Weight, head.Bias);
    }

    internal override Tensor PullBack(Tensor trained, Tensor rays, Tensor gradient)
    {
        var inputs = Features(trained, rays); // of each layer
        var parts = new Tensor[2 * _layers.Length];
        for (var at = _layers.Length - 1; at >= 0; at--)
        {
            parts[2 * at] = gradient.transpose(0, 1).matmul(inputs[at]).view(1, -1);
            parts[2 * at + 1] = gradient.sum([0]).unsqueeze(0);
            if (at == 0) break;
            gradient = gradient.matmul(Layer(trained, at).Weight);
            // The inputs of layers 1 and 2 came through a ReLU; the head's did not.
            if (at < 3) gradient = gradient.mul(inputs[at].gt(0).to(gradient.dtype));
        }

        return cat(parts, 1);
    }

    internal override FrontModel Front(Network network, Tensor trained, Tensor? statistics) => new HyperNetworkFront(network, this, trained.clone(), statistics);

    // What each layer reads, the ray first and the head's features last.
    private Tensor[] Features(Tensor trained, Tensor rays)
    {
        var read = new Tensor[_layers.Length];
        read[0] = rays;
        for (var at = 0; at < 3; at++)
        {
            var layer = Layer(trained, at);
            var y = linear(read[at], layer.Weight, layer.Bias);
            read[at + 1] = at < 2 ? relu(y) : y;
        }

        return read;
    }

    private (Tensor Weight, Tensor Bias) Layer(Tensor trained, int at)
    {
        var start = _layers.Take(at).Sum(layer => (layer.In + 1) * layer.Out);
        var (read, given) = _layers[at];
        return (trained.narrow(1, start, read * given).view(given, read), trained.narrow(1, start + read * given, given).view(given));
    }
}
