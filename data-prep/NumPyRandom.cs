namespace PML.DataPrep;

/// <summary>NumPy's older generator, <c>numpy.random.RandomState(seed)</c>, as far as scikit-learn's splits need it: the same rows for the same seed.</summary>
/// <remarks>Source: MT19937 (Matsumoto, Nishimura 1998); whole numbers by masked rejection and a Fisher and Yates shuffle from the end, as NumPy documents
/// its frozen legacy stream.</remarks>
internal sealed class NumPyRandom
{
    private const int Length = 624;
    private const int Middle = 397;
    private readonly uint[] state = new uint[Length];
    private int next = Length;

    public NumPyRandom(uint seed)
    {
        state[0] = seed;
        for (var i = 1; i < Length; i++) state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >> 30)) + (uint)i;
    }

    public uint NextUInt32()
    {
        if (next == Length) Twist();
        var value = state[next++];
        value ^= value >> 11;
        value ^= (value << 7) & 0x9D2C5680;
        value ^= (value << 15) & 0xEFC60000;
        return value ^ (value >> 18);
    }

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order, as <c>RandomState.permutation</c> gives them.</summary>
    public int[] Permutation(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var last = count - 1; last > 0; last--)
        {
            var other = UpTo((uint)last);
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }

    /// <summary>A whole number in [0, maximum]: the low bits, drawn again while they are too great.</summary>
    private int UpTo(uint maximum)
    {
        var mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(maximum);
        uint value;
        do value = NextUInt32() & mask; while (value > maximum);
        return (int)value;
    }

    private void Twist()
    {
        for (var i = 0; i < Length; i++)
        {
            var joined = (state[i] & 0x80000000) | (state[(i + 1) % Length] & 0x7FFFFFFF);
            state[i] = state[(i + Middle) % Length] ^ (joined >> 1) ^ ((joined & 1) * 0x9908B0DF);
        }
        next = 0;
    }
}
