using PML.Networks;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.ParetoManifold;

/// <summary>A trained front: a network at every weighting of the tasks.</summary>
public abstract class FrontModel : IDisposable
{
    /// <summary>A front of networks of one architecture.</summary>
    /// <param name="network">The architecture.</param>
    /// <param name="statistics">Running statistics of batch normalisation, or null; the front's from now on.</param>
    private protected FrontModel(Network network, Tensor? statistics) => (Network, Statistics) = (network, statistics?.DetachFromDisposeScope());

    /// <summary>What the weights are for.</summary>
    public Network Network { get; }

    /// <summary>Running statistics of batch normalisation, or null; the front's.</summary>
    public Tensor? Statistics { get; }

    /// <summary>m, the length of a weighting: an ensemble's members, a hypernetwork's tasks.</summary>
    public abstract int Members { get; }

    /// <summary>The network at a weighting.</summary>
    /// <param name="alpha">One weight a member, on the simplex.</param>
    /// <returns>An ordinary network; the caller disposes it.</returns>
    /// <exception cref="PmlException">alpha is not on the simplex of m members.</exception>
    public WeightedNetwork At(params double[] alpha)
    {
        using var scope = NewDisposeScope();
        return new WeightedNetwork(Network, Interpolate([alpha]), Statistics?.clone(), alpha);
    }

    /// <summary>The weights at several weightings.</summary>
    /// <param name="alphas">Each of length m.</param>
    /// <returns>Shape [W, N]; the open dispose scope's, without a graph.</returns>
    /// <exception cref="PmlException">A weighting is not on the simplex of m members.</exception>
    public Tensor Interpolate(IReadOnlyList<double[]> alphas)
    {
        foreach (var alpha in alphas) Simplex.OnSimplex(alpha, Members);
        using var _ = no_grad();
        return Thetas(Matrix.Of(alphas.Count, Members, (w, k) => alphas[w][k]));
    }

    /// <summary>Writes the network at a weighting to a file that PyTorch loads: safetensors, with PyTorch's names for parameters and running statistics.</summary>
    /// <param name="alpha">One weight a member, on the simplex.</param>
    /// <param name="path">A file that ends in .safetensors; an earlier one is replaced once the new one is whole.</param>
    /// <param name="trainingInputs">
    /// Batches of training inputs, each [B, ...], from which the statistics of batch normalisation are estimated anew at this weighting, as in
    /// <see cref="FrontEvaluation.Of"/>; null writes those that training left behind. Without batch normalisation it makes no difference.
    /// </param>
    /// <remarks>
    /// All arrays are float32, so that <c>load_state_dict(..., strict=True)</c> takes them in the same network written in PyTorch. The file's metadata say the weighting, the
    /// network and its tasks; <see cref="Experiments.Run.Export"/> adds where it comes from.
    /// </remarks>
    /// <exception cref="PmlException">alpha is not on the simplex of m members; the path ends in something else or is a folder's; the file cannot be written.</exception>
    public void Export(double[] alpha, string path, IReadOnlyList<Tensor>? trainingInputs = null) => Export(alpha, path, trainingInputs, new Dictionary<string, string>());

    internal void Export(double[] alpha, string path, IReadOnlyList<Tensor>? trainingInputs, IReadOnlyDictionary<string, string> about)
    {
        NetworkFile.CheckPath(path);
        using var scope = NewDisposeScope();
        var theta = Interpolate([alpha]);
        var statistics = trainingInputs is null ? Statistics : BatchNormStatistics.Reestimate(Network, theta, trainingInputs)?.select(0, 0);
        NetworkFile.Write(path, Network, theta.select(0, 0), statistics, alpha, about);
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        Statistics?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The weights at several weightings, shape [W, m].</summary>
    private protected abstract Tensor Thetas(double[,] alphas);
}
