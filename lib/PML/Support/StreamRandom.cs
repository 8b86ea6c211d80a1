namespace PML.Support;

/// <summary>SplitMix64 behind the interface of <see cref="Random"/>: the same numbers on every machine and runtime.</summary>
/// <remarks>Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.</remarks>
internal sealed class StreamRandom(ulong state) : Random(0)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state = state;

    internal static ulong Mix(ulong z)
    {
        z += GoldenGamma;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong NextBits()
    {
        var bits = Mix(_state);
        _state += GoldenGamma;
        return bits;
    }

    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    protected override double Sample() => NextDouble();

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => Next(0, maxValue);

    // The high half of a 64-bit product maps bits to the range; the bias is below 2^-32.
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxValue, minValue);
        var range = (ulong)((long)maxValue - minValue);
        return (int)(minValue + (long)(((NextBits() >> 32) * range) >> 32));
    }

    public override long NextInt64() => (long)(NextBits() >> 1);

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var b in buffer) b = (byte)(NextBits() >> 56);
    }

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());
}
