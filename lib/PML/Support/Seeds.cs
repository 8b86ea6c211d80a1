namespace PML.Support;

/// <summary>Named streams of random numbers from one root seed.</summary>
/// <remarks>
/// A stream is a pure function of (seed, name, index): a draw added to one stream never shifts another, and a training
/// that starts again at step k draws exactly what an undisturbed one draws there, so no generator's state is ever saved.
/// </remarks>
public static class Seeds
{
    /// <summary>The stream called <paramref name="name"/>.</summary>
    /// <param name="seed">The run's root seed.</param>
    /// <param name="name">What the numbers are for, e.g. "alpha".</param>
    /// <param name="index">Which stream of that name, e.g. the step or the epoch.</param>
    /// <returns>A generator of its own.</returns>
    public static Random Stream(long seed, string name, long index = 0)
    {
        var key = StreamRandom.Mix((ulong)seed);
        foreach (var letter in name) key = StreamRandom.Mix(key ^ letter);
        return new StreamRandom(StreamRandom.Mix(key ^ (ulong)index));
    }

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order (Fisher and Yates).</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="random">Where the order comes from.</param>
    /// <returns>A permutation, length <paramref name="count"/>.</returns>
    public static long[] Permutation(int count, Random random)
    {
        var order = new long[count];
        for (var i = 0; i < count; i++)
        {
            var j = random.Next(i + 1);
            order[i] = order[j];
            order[j] = i;
        }

        return order;
    }
}
