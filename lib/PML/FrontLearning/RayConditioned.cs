using PML.Networks;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>A network that reads a ray beside its input: as T more planes of an image, or as T more features of a table's row.</summary>
/// <remarks>
/// The ray is the last T of the weights. So the weights at a ray r are linear in r, and the network at any ray is one of an ensemble whose members
/// differ in these entries alone. Source: M. Ruchte, J. Grabocka, "Scalable Pareto front approximation for deep multi-objective learning", 2021, and its released code.
/// </remarks>
public sealed class RayConditioned : Network
{
    private readonly RayPlanes? _planes;
    private readonly RayEntries _ray;

    /// <summary>A network that reads a ray.</summary>
    /// <param name="network">What it is without.</param>
    /// <exception cref="PmlException">The network has no form with more inputs.</exception>
    public RayConditioned(Network network) : base(network.TaskCount)
    {
        // Planes are what a first layer of kernels reads.
        if (network.Parameters[0].Shape.Length == 4) _planes = Shared(new RayPlanes(TaskCount));
        Nested(network.WithMoreInputs(TaskCount));
        _ray = TaskSpecific(new RayEntries(TaskCount));
    }

    /// <inheritdoc/>
    /// <remarks>In: as for the network without rays. Out: as that gives it.</remarks>
    protected override IReadOnlyList<Tensor> Forward(ForwardPass pass, Tensor x)
    {
        var (windows, samples, ray) = (pass.Windows, x.shape[0], _ray.Forward(pass, x)); // [W, T]
        if (_planes is null)
            return ForwardNested(pass, cat([x.unsqueeze(0).expand(windows, samples, x.shape[1]), ray.unsqueeze(1).expand(windows, samples, TaskCount)], 2));
        var (channels, height, width) = (x.shape[1], x.shape[2], x.shape[3]);
        var planes = RayPlanes.Stretch(_planes.Forward(pass, ray), height, width).view(1, windows, TaskCount, height, width);
        var both = cat([x.unsqueeze(1).expand(samples, windows, channels, height, width), planes.expand(samples, windows, TaskCount, height, width)], 2);
        return ForwardNested(pass, both.reshape(samples, windows * (channels + TaskCount), height, width));
    }

    private sealed class RayEntries(int tasks) : Layer(Parameter.Constant("ray", [tasks], 1.0 / tasks))
    {
        public override Tensor Forward(ForwardPass pass, Tensor x) => Weight(pass, 0);
    }
}
