using PML.Networks;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.ParetoManifold;

/// <summary>One network out of an ensemble: the trade-off that a weighting picks.</summary>
public sealed class WeightedNetwork : IDisposable
{
    private readonly Tensor _theta;
    private readonly Tensor? _statistics;

    internal WeightedNetwork(Network network, Tensor theta, Tensor? statistics, double[] alpha) =>
        (Network, _theta, _statistics, Alpha) = (network, theta.DetachFromDisposeScope(), statistics?.DetachFromDisposeScope(), new Numbers(alpha));

    /// <summary>The architecture.</summary>
    public Network Network { get; }

    /// <summary>The weighting it stands at, shape [m].</summary>
    public Numbers Alpha { get; }

    /// <summary>The weights, shape [N], on the host.</summary>
    /// <returns>A copy.</returns>
    public float[] Weights() => Tensors.ToArray(_theta);

    /// <summary>The network's outputs.</summary>
    /// <param name="x">Shape [B, ...].</param>
    /// <returns>One tensor a task, shape [B, ...]; the caller's.</returns>
    public IReadOnlyList<Tensor> Forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return [.. Network.Forward(_theta, x, _statistics).Select(output => output.select(0, 0).MoveToOuterDisposeScope())];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _theta.Dispose();
        _statistics?.Dispose();
    }
}
