using PML.Objectives;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.FrontLearning;

/// <summary>A Pareto hypernetwork (PHN-LS, PHN-EPO): a perceptron that gives all weights of the network from the ray.</summary>
/// <remarks>
/// Source: A. Navon, A. Shamsian, E. Fetaya, G. Chechik, "Learning the Pareto front with hypernetworks", ICLR 2021, and its released code. Each step draws one ray r from Dir(p); the weights are linear in the last of
/// three layers of 100 features. PHN-LS descends sum_t r_t L_t, PHN-EPO T sum_t w_t L_t with the weights w of <see cref="ExactParetoOptimal"/>. The defaults are those of the authors for MultiMNIST, and of COSMOS' authors, whom the paper follows: p = 0.2,
/// a rate of 1e-4 where others have 1e-3 (the paper's released code: 1 and 1e-3). Differs from it: the network is the experiment's, whole; in the paper's released code a layer of each decoder is never read.
/// </remarks>
public sealed record ParetoHyperNetwork : IMethod
{
    /// <inheritdoc/>
    public string Name { get => field ?? (Solver == HyperNetworkSolver.LinearScalarization ? "PHN-LS" : "PHN-EPO"); init; }

    /// <summary>How the losses are weighed. Default by the ray.</summary>
    public HyperNetworkSolver Solver { get; init; }

    /// <summary>p of the Dirichlet distribution that rays are drawn from; above 0. Default 0.2: mostly near the corners.</summary>
    public double Concentration { get; init => field = Check.Positive(value); } = 0.2;

    /// <summary>Width of the three layers; at least 1. Default 100.</summary>
    public int Hidden { get; init => field = Check.AtLeast(value, 1); } = 100;

    /// <summary>The hypernetwork's learning rate against the experiment's; above 0. Default 0.1.</summary>
    public double RateFactor { get; init => field = Check.Positive(value); } = 0.1;

    /// <inheritdoc/>
    public ILearner Start(IVectorObjective objective, long seed, Device device)
    {
        var tasks = objective.TaskCount;
        var model = new HyperNetwork(tasks, objective.ParameterCount, Hidden);
        return Solver == HyperNetworkSolver.LinearScalarization
            ? new FrontLearner(model, objective, Draw, null, seed, device)
            : new ExactParetoLearner(model, objective, Draw, seed, device);

        double[,] Draw(double progress, Random random) => Rays.Dirichlet(tasks, 1, Concentration, random);
    }

    /// <inheritdoc/>
    public double LearningRate(double rate, int tasks) => RateFactor * rate;
}
