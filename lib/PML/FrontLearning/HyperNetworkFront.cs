using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>A trained hypernetwork: it gives the weights of a network at any ray.</summary>
public sealed class HyperNetworkFront : FrontModel
{
    private readonly HyperNetwork _model;
    private readonly Tensor _trained;

    internal HyperNetworkFront(Network network, HyperNetwork model, Tensor trained, Tensor? statistics) : base(network, statistics) =>
        (_model, _trained) = (model, trained.DetachFromDisposeScope());

    /// <summary>T: a weighting has one entry a task.</summary>
    public override int Members => _model.Tasks;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _trained.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    private protected override Tensor Thetas(double[,] alphas) => _model.Thetas(_trained, Tensors.ToTensor(alphas, _trained));
}
