using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>LORPMAN: Pareto Manifold Learning with a main network and one member of low rank a task, kept orthogonal to one another.</summary>
/// <remarks>
/// Source: W. Chen, J. Kwok, "Efficient Pareto manifold learning with low-rank structure", ICML 2024. The weights at a weighting are main + s sum_t alpha_t B_t A_t. Each step descends the losses of W weightings and the multi-forward
/// penalty, as PML does, and the orthogonality of the members; the main network stands still for the last fifth of the training. Differs from it: its authors have released no code that we know of, so these are ours: orthogonality is the sum over layers
/// and pairs of members of the squared cosine of B_i A_i and B_j A_j (all pairs, where the paper draws 3 tasks if there are more); convolutions are cut as PaLoRA's; members' learning rate is the main network's; the rank is the one
/// whose parameters are nearest to the 0.046 million that the paper counts on MultiMNIST.
/// </remarks>
public sealed record Lorpman : IMethod
{
    /// <inheritdoc/>
    public string Name { get; init; } = "LORPMAN";

    /// <summary>Rank of a member in a linear layer; at least 1. Default 5.</summary>
    public int Rank { get; init => field = Check.AtLeast(value, 1); } = 5;

    /// <summary>s, the members' scale; above 0. Default 1; the paper has 0.1 to 1.</summary>
    public double Scale { get; init => field = Check.Positive(value); } = 1;

    /// <summary>W, how many weightings are drawn for each batch; at least 1. Default 4.</summary>
    public int Window { get; init => field = Check.AtLeast(value, 1); } = 4;

    /// <summary>lambda, the strength of the multi-forward penalty; at least 0. Default 0, the paper's for MultiMNIST. It needs W of 2 or more.</summary>
    public double Lambda { get; init => field = Check.AtLeast(value, 0.0); }

    /// <summary>p of the Dirichlet distribution that weightings are drawn from; above 0. Default 1.</summary>
    public double Concentration { get; init => field = Check.Positive(value); } = 1;

    /// <summary>The strength of the members' orthogonality; at least 0. Default 1.</summary>
    public double Orthogonality { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>The part of the training after which the main network stands still, in [0, 1]. Default 0.8.</summary>
    public double FreezeAt { get; init => field = Check.InRange(value, 0.0, 1.0); } = 0.8;

    /// <inheritdoc/>
    /// <exception cref="PmlException">The objective is not a network's, or Lambda is above 0 with a Window of 1.</exception>
    public ILearner Start(IVectorObjective objective, long seed, Device device)
    {
        if (objective is not NetworkObjective { Network: var network })
            throw new PmlException($"LORPMAN adds matrices of low rank to those of a network; found {objective}.");
        if (Lambda > 0 && Window < 2)
            throw new PmlException($"Lambda above 0 needs a Window of at least 2 to compare weightings; found Window {Window}. Set Lambda to 0 or Window to 2.");
        return new LorpmanLearner(this, new LowRankMembers(network, network.TaskCount, Rank, Scale, pace: 1), objective, seed, device);
    }

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => rate;

    /// <summary>alpha + lambda dR/dL.</summary>
    internal double[,] Coefficients(double[,] alphas, IEvaluation evaluation)
    {
        if (Lambda == 0) return alphas;
        var penalty = MultiForwardPenalty.Of(alphas, evaluation.Losses, PenaltyOrder.Wrong).Gradient;
        return Matrix.Of(alphas.GetLength(0), alphas.GetLength(1), (w, t) => alphas[w, t] + Lambda * penalty[w, t]);
    }
}
