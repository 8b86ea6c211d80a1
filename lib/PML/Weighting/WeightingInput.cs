namespace PML.Weighting;

/// <summary>All that a weighting method may look at in one step of one network.</summary>
/// <param name="tasks">T.</param>
/// <param name="losses">L_t, shape [T]; null where the method does not need them.</param>
/// <param name="gram">g_i' g_j over the shared weights, shape [T, T]; null where the method does not need it.</param>
/// <param name="state">The method's memory; it may change it in place.</param>
/// <param name="random">This step's stream of random numbers.</param>
/// <param name="crossGram">g_i' h_j over the shared weights with h_j of a second batch, shape [T, T]; null where the method does not need it.</param>
public readonly ref struct WeightingInput(int tasks, double[]? losses, double[,]? gram, Span<double> state, Random random, double[,]? crossGram = null)
{
    private readonly double[]? _losses = losses;
    private readonly double[,]? _gram = gram;
    private readonly double[,]? _crossGram = crossGram;

    /// <summary>T.</summary>
    public int Tasks { get; } = tasks;

    /// <summary>L_t, shape [T].</summary>
    /// <exception cref="InvalidOperationException">The method does not name them in its needs.</exception>
    public double[] Losses => _losses ?? throw new InvalidOperationException("A method that looks at losses must say so in Needs.");

    /// <summary>The Gram matrix g_i' g_j of the tasks' gradients by the shared weights, shape [T, T].</summary>
    /// <remarks>Symmetric; its smallest eigenvalue may lie a rounding error below 0.</remarks>
    /// <exception cref="InvalidOperationException">The method does not name it in its needs.</exception>
    public double[,] Gram => _gram ?? throw new InvalidOperationException("A method that looks at the Gram matrix must say so in Needs.");

    /// <summary>
    /// The products g_i' h_j of the tasks' gradients by the shared weights, shape [T, T]: g_i is task i's on the step's batch, h_j task j's on a second,
    /// independent one. Where there is no second batch, the Gram matrix.
    /// </summary>
    /// <remarks>Not symmetric, and its diagonal may be negative: its mean over batches is the Gram matrix of the mean gradients, without the noise's square.</remarks>
    /// <exception cref="InvalidOperationException">The method does not name it in its needs.</exception>
    public double[,] CrossGram => _crossGram ?? throw new InvalidOperationException("A method that looks at the products of two batches must say so in Needs.");

    /// <summary>Whether every number in it is finite.</summary>
    internal bool AllFinite => (_losses?.All(double.IsFinite) ?? true) && Finite(_gram) && Finite(_crossGram);

    /// <summary>The method's memory, as <see cref="WeightingMethod.NewState"/> made it and earlier steps left it.</summary>
    public Span<double> State { get; } = state;

    /// <summary>This step's stream of random numbers.</summary>
    public Random Random { get; } = random;

    private static bool Finite(double[,]? matrix) => matrix?.Cast<double>().All(double.IsFinite) ?? true;
}
