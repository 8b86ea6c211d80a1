namespace PML.Networks;

/// <summary>One parameter tensor of a network: a named slice of its flat weights.</summary>
/// <param name="Name">PyTorch's name for it, e.g. "conv1.weight".</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Low">Initial values are uniform in [Low, High]; both equal: constant.</param>
/// <param name="High">See <paramref name="Low"/>.</param>
public sealed record Parameter(string Name, long[] Shape, double Low, double High)
{
    /// <summary>How many weights it has.</summary>
    public long Count { get; } = Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Above 0: initial values are normal with mean 0 and this standard deviation, not uniform.</summary>
    public double Deviation { get; private init; }

    /// <summary>A first value.</summary>
    /// <param name="random">Where it comes from; not asked for a constant.</param>
    /// <returns>The value.</returns>
    public double Draw(Random random)
    {
        // Box and Muller (1958). NextDouble is below 1, so the logarithm is finite.
        if (Deviation > 0) return Deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Low == High ? Low : Low + (High - Low) * random.NextDouble();
    }

    /// <summary>PyTorch's default for convolutions and linear layers: uniform in +-1/sqrt(fan in).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="fanIn">How many inputs each output sums over.</param>
    /// <returns>The parameter.</returns>
    public static Parameter Uniform(string name, long[] shape, long fanIn) => new(name, shape, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));

    /// <summary>A parameter whose first values are normal with mean 0.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="deviation">Their standard deviation.</param>
    /// <returns>The parameter.</returns>
    public static Parameter Normal(string name, long[] shape, double deviation) => new(name, shape, 0, 0) { Deviation = deviation };

    /// <summary>A parameter that starts as one value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="value">The value.</param>
    /// <returns>The parameter.</returns>
    public static Parameter Constant(string name, long[] shape, double value) => new(name, shape, value, value);
}
