namespace PML.DataPrep;

/// <summary>Random numbers that depend on (seed, stream, index) alone, so that a sample is the same whichever thread makes it, and when.</summary>
/// <remarks>Source: SplitMix64 (Steele, Lea, Flood 2014), started at a hash of the three keys. Whole numbers and IEEE arithmetic only: same bits on every machine.</remarks>
internal struct SampleRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state;

    public SampleRandom(ulong seed, RandomStream stream, ulong index) =>
        state = Mix(Mix(Mix(seed + Golden) + (ulong)stream * Golden) + index * Golden);

    public ulong NextUInt64() => Mix(state += Golden);

    /// <summary>A whole number in [0, bound), every one equally likely.</summary>
    public int Next(int bound)
    {
        // Lemire's method: the high half of a product, the few products that would favour small numbers drawn again.
        var limit = (ulong)bound;
        var threshold = (0 - limit) % limit;
        ulong low, high;
        do high = Math.BigMul(NextUInt64(), limit, out low); while (low < threshold);
        return (int)high;
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public double Uniform(double from, double to) => from + (to - from) * NextDouble();

    /// <summary>Whether something happens that does so with this probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A number of the standard normal distribution, by Box and Muller's method; takes two draws.</summary>
    public double Normal()
    {
        var radius = Math.Sqrt(-2 * PortableMath.Log(1 - NextDouble()));
        return radius * PortableMath.Cos(2 * Math.PI * NextDouble());
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>What the numbers are for; a use has its own stream, so that one more draw in one place shifts no other. Values are part of the data: never renumber.</summary>
internal enum RandomStream
{
    Train = 1,
    Valid = 2,
    Test = 3,
    Split = 4,
    TrainGlyphs = 5,
    TestGlyphs = 6,
    Faces = 7,
    StreetsTrain = 20,
    StreetsTest = 21,
    CensusRows = 31,
    CensusLoadings = 32,
}
