using PML.DataPrep;

namespace PML.Tests.DataPrep;

public sealed class SampleRandomTests
{
    [Fact]
    public void TheNumbersAreFrozen()
    {
        // python3: M = 2**64 - 1; G = 0x9E3779B97F4A7C15
        // def mix(z): z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & M; z = (z ^ z >> 27) * 0x94D049BB133111EB & M; return z ^ z >> 31
        // s = mix(mix((mix(7 + G & M) + 3 * G) & M) + 11 * G & M); print([mix(s + k * G & M) for k in (1, 2, 3)])
        var random = new SampleRandom(7, RandomStream.Test, 11);
        Assert.Equal([6153287933069620083UL, 7727434676680135996UL, 14756146220387909358UL], new[] { random.NextUInt64(), random.NextUInt64(), random.NextUInt64() });
    }

    [Fact]
    public void EveryKeyHasNumbersOfItsOwn()
    {
        var seen = new HashSet<ulong>();
        foreach (var seed in new ulong[] { 0, 1, 2, ulong.MaxValue })
        {
            foreach (var stream in Enum.GetValues<RandomStream>())
            {
                for (ulong index = 0; index < 500; index++) Assert.True(seen.Add(new SampleRandom(seed, stream, index).NextUInt64()));
            }
        }
    }

    [Fact]
    public void EachNumberBelowABoundIsEquallyLikely()
    {
        const int bound = 7, draws = 70_000;
        var counts = new int[bound];
        for (ulong index = 0; index < draws; index++)
        {
            var random = new SampleRandom(1, RandomStream.Train, index);
            counts[random.Next(bound)]++;
        }
        // Chi-square with 6 degrees of freedom stays below 27.9 in 9,999 of 10,000 cases; the draws are fixed.
        Assert.True(counts.Sum(count => Math.Pow(count - draws / bound, 2) / (draws / bound)) < 27.9);
        var one = new SampleRandom(1, RandomStream.Train, 0);
        Assert.Equal(0, one.Next(1));
    }

    [Fact]
    public void FractionsFillTheirRange()
    {
        var random = new SampleRandom(0, RandomStream.Split, 0);
        var values = Enumerable.Range(0, 10_000).Select(_ => random.Uniform(-2, 6)).ToList();
        Assert.InRange(values.Min(), -2, -1.98);
        Assert.InRange(values.Max(), 5.98, 6);
        Assert.InRange(values.Average(), 1.9, 2.1);
    }
}
