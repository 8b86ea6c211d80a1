using PML.Objectives;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>PaLoRA: a shared base and one adapter of low rank a task; the adapters are combined by the ray.</summary>
/// <remarks>
/// Source: N. Dimitriadis, P. Frossard, F. Fleuret, "Pareto low-rank adapters: efficient multi-task learning with preferences", 2024, and its released code. The weights at a ray r are base + (c / rank) sum_t r_t B_t A_t in every linear layer
/// and convolution; the base is trained with the adapters, whose learning rate is T times as high; A starts as PyTorch's linear layers do, B at zero. Each step descends sum_w sum_t r_wt L_t(r_w).
/// Differs from it: the rate of T times holds under Adam, whose steps do not depend on scale (the factors are kept divided by T). The authors' configuration leaves W to the command line; 5 here.
/// </remarks>
public sealed record PaLoRA : IMethod
{
    /// <inheritdoc/>
    public string Name { get; init; } = "PaLoRA";

    /// <summary>Rank of an adapter in a linear layer; at least 1. Default 1, the authors' for MultiMNIST (4 for larger networks).</summary>
    public int Rank { get; init => field = Check.AtLeast(value, 1); } = 1;

    /// <summary>c, the adapters' scale before it is divided by the rank; above 0. Default 1.</summary>
    public double Scale { get; init => field = Check.Positive(value); } = 1;

    /// <summary>W, how many rays each batch is evaluated at; at least 1. Default 5.</summary>
    public int Window { get; init => field = Check.AtLeast(value, 1); } = 5;

    /// <summary>How rays are drawn. Default an even set that spreads while training goes on; it needs a Window of T or more.</summary>
    public RaySampling Sampling { get; init; }

    /// <summary>p of the Dirichlet distributions; above 0. Default 1.</summary>
    public double Concentration { get; init => field = Check.Positive(value); } = 1;

    /// <inheritdoc/>
    /// <exception cref="PmlException">The objective is not a network's.</exception>
    public ILearner Start(IVectorObjective objective, long seed, Device device)
    {
        if (objective is not NetworkObjective { Network: var network })
            throw new PmlException($"PaLoRA adapts the matrices of a network; found {objective}.");
        var tasks = network.TaskCount;
        return new FrontLearner(
            new LowRankMembers(network, tasks, Rank, Scale / Rank, pace: tasks), objective,
            (progress, random) => Rays.Draw(Sampling, tasks, Window, Concentration, progress, random), null, seed, device);
    }

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => rate;
}
