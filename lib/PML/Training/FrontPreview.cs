using PML.Data;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>The front of a training under way, on a few samples: what a live figure shows.</summary>
/// <param name="network">What is trained.</param>
/// <param name="losses">One a task.</param>
/// <param name="data">The split whose first samples are looked at; the caller's.</param>
/// <param name="samples">How many, at most.</param>
/// <param name="statistics">Running statistics of batch normalisation, or null; the caller's.</param>
internal sealed class FrontPreview(Network network, IReadOnlyList<ITaskLoss> losses, TaskData data, int samples, Tensor? statistics)
{
    private const int WindowsAtOnce = 4;

    /// <summary>Each task's loss at each weighting of a coarse grid: six for two members, ten for three; one for a single network.</summary>
    /// <param name="learner">The training; nothing of it changes.</param>
    internal IReadOnlyList<double[]> Of(ILearner learner)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var front = learner.Front(network, statistics?.clone());
        var batch = data.Range(0, Math.Min(samples, data.Count));
        var alphas = Simplex.Lattice(front.Members, front.Members == 2 ? 5 : 3);
        return [.. alphas.Chunk(network.RunsOneByOne(batch.X) ? 1 : WindowsAtOnce).SelectMany(some => Losses(front, batch, some))];
    }

    private IEnumerable<double[]> Losses(FrontModel front, Batch batch, double[][] alphas)
    {
        using var scope = NewDisposeScope();
        var outputs = network.Forward(front.Interpolate(alphas), batch.X, front.Statistics);
        var found = Tensors.ToArray2D(stack([.. outputs.Select((output, t) => losses[t].Of(output, batch.Y[t]))], 1));
        return [.. Enumerable.Range(0, alphas.Length).Select(w => Enumerable.Range(0, losses.Count).Select(t => found[w, t]).ToArray())];
    }
}
