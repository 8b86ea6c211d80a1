using PML.Training;

namespace PML.FrontLearning;

/// <summary>The methods beside Pareto Manifold Learning that train a whole front, each with its default options.</summary>
public static class Fronts
{
    /// <summary>Those of the paper's Fig. 29.</summary>
    public static IReadOnlyList<IMethod> Paper { get; } =
        [new Cosmos(), new ParetoHyperNetwork(), new ParetoHyperNetwork { Solver = HyperNetworkSolver.ExactParetoOptimal }];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IMethod> All { get; } = [.. Paper, new PaLoRA(), new Lorpman()];
}
