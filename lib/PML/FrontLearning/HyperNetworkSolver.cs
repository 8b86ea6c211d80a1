namespace PML.FrontLearning;

/// <summary>How a Pareto hypernetwork weighs the losses at a ray.</summary>
public enum HyperNetworkSolver
{
    /// <summary>By the ray: linear scalarisation.</summary>
    LinearScalarization,

    /// <summary>By <see cref="ExactParetoOptimal"/>: the losses shall be inversely proportional to the ray.</summary>
    ExactParetoOptimal,
}
