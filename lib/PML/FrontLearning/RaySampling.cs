namespace PML.FrontLearning;

/// <summary>How the rays of a step are drawn.</summary>
public enum RaySampling
{
    /// <summary>An even set that starts at the centre and spreads to the corners while training goes on: r^(5 t), divided by its sum, with t the part of the training that is done.</summary>
    Annealing,

    /// <summary>Dir(p).</summary>
    Dirichlet,

    /// <summary>Dir(p (1 - t) + 0.001): towards the corners while training goes on.</summary>
    AnnealingDirichlet,
}
