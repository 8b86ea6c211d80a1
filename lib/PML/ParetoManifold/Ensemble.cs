using PML.Metrics;
using PML.Networks;
using PML.Objectives;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.ParetoManifold;

/// <summary>Trained members, and the network at any weighting of them. A single network is an ensemble of one.</summary>
public sealed class Ensemble : FrontModel
{
    /// <summary>Members of a network.</summary>
    /// <param name="network">What their weights are for.</param>
    /// <param name="theta">Theta, shape [m, N]; the ensemble's from now on.</param>
    /// <param name="statistics">Running statistics of batch normalisation, or null; the ensemble's from now on.</param>
    /// <exception cref="PmlException">Theta does not have N columns.</exception>
    public Ensemble(Network network, Tensor theta, Tensor? statistics = null) : base(Checked(network, theta), statistics) => Theta = theta.DetachFromDisposeScope();

    /// <summary>The members' weights, shape [m, N]; the ensemble's.</summary>
    public Tensor Theta { get; }

    /// <inheritdoc/>
    public override int Members => (int)Theta.shape[0];

    /// <inheritdoc/>
    private protected override Tensor Thetas(double[,] alphas) => Tensors.ToTensor(alphas, Theta).matmul(Theta); // alpha' Theta

    /// <summary>Cosine similarity of each pair of members.</summary>
    /// <returns>Shape [m, m], ones on the diagonal.</returns>
    public double[,] CosineSimilarities() => CosineSimilarity.Matrix(Tensors.ToArray(Theta), Members);

    /// <summary>Writes the members to a file.</summary>
    /// <param name="path">Where to; an earlier file is replaced once the new one is whole.</param>
    /// <exception cref="PmlException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var arrays = new Dictionary<string, TensorFile.Entry> { ["theta"] = TensorFile.Entry.Of(Theta) };
        if (Statistics is not null) arrays["statistics"] = TensorFile.Entry.Of(Statistics);
        TensorFile.Write(path, arrays, new() { ["network"] = Network.GetType().Name });
    }

    /// <summary>Reads members back.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <param name="network">What their weights are for.</param>
    /// <param name="device">Where they shall live.</param>
    /// <returns>The ensemble; the caller disposes it.</returns>
    /// <exception cref="PmlException">The file is missing, damaged, or of another network.</exception>
    public static Ensemble Load(string path, Network network, Device device)
    {
        var file = TensorFile.Read(path);
        if (file.Note("network") != network.GetType().Name)
            throw new PmlException($"The file {path} holds members of a {file.Note("network")}; asked for a {network.GetType().Name}. Name the network that was trained.");
        using var scope = NewDisposeScope();
        return new Ensemble(network, file["theta"].ToTensor(device), file.Has("statistics") ? file["statistics"].ToTensor(device) : null);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Theta.Dispose();
        base.Dispose();
    }

    // Before anything is taken over.
    private static Network Checked(Network network, Tensor theta) => theta.dim() == 2 && theta.shape[1] == network.ParameterCount ? network
        : throw new PmlException($"Members of a {network.GetType().Name} must have shape [m, {network.ParameterCount}]; found [{string.Join(", ", theta.shape)}].");

    /// <summary>First weights of m members, each drawn independently.</summary>
    /// <param name="objective">What the weights are for.</param>
    /// <param name="members">m.</param>
    /// <param name="seed">The run's root seed.</param>
    /// <param name="device">Where they live.</param>
    /// <returns>Shape [m, N]; the caller's, in no dispose scope.</returns>
    internal static Tensor NewTheta(IVectorObjective objective, int members, long seed, Device device)
    {
        var weights = Enumerable.Range(0, members).SelectMany(k => objective.Initialize(Seeds.Stream(seed, "member", k))).ToArray();
        return tensor(weights, [members, objective.ParameterCount], float32, device).DetachFromDisposeScope();
    }
}
