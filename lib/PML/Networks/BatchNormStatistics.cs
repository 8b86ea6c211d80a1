using PML.Support;
using static TorchSharp.torch;

namespace PML.Networks;

/// <summary>Statistics of batch normalisation for networks that were never trained as such, e.g. those between two members.</summary>
/// <remarks>
/// The paper's released code evaluates every weighting with the one set of running statistics that training left behind.
/// Estimating them anew at each weighting is what Garipov et al., "Loss surfaces, mode connectivity, and fast ensembling of
/// DNNs" (2018), do for the networks on a path.
/// </remarks>
public static class BatchNormStatistics
{
    /// <summary>The mean over batches of each network's own batch statistics.</summary>
    /// <param name="network">The network.</param>
    /// <param name="thetas">Weights of W networks, shape [W, N].</param>
    /// <param name="batches">Inputs as in training, each of shape [B, ...], e.g. some batches of the training split. A batch counts by its samples.</param>
    /// <returns>Shape [W, K], for <see cref="Network.Forward(Tensor, Tensor, Tensor?, bool)"/>; the open dispose scope's. Null for a network without batch normalisation.</returns>
    /// <exception cref="PmlException">There is no batch.</exception>
    public static Tensor? Reestimate(Network network, Tensor thetas, IEnumerable<Tensor> batches)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var fresh = network.NewStatistics(thetas.device);
        if (fresh is null) return null;
        var statistics = fresh.to(thetas.dtype).unsqueeze(0).repeat(thetas.shape[0], 1);
        long seen = 0;
        foreach (var batch in batches)
        {
            using var inner = NewDisposeScope();
            var count = batch.shape[0];
            seen += count;
            network.Run(network.Pass(thetas, statistics, training: true, momentum: (double)count / seen), batch);
        }

        return seen > 0 ? statistics.MoveToOuterDisposeScope()
            : throw new PmlException("Statistics need at least one batch; found none. Check the split.");
    }
}
