using PML.Support;

namespace PML.Tests.Support;

public class SeedsTests
{
    [Fact]
    public void AStreamIsAFunctionOfSeedNameAndIndex()
    {
        var first = Draws(Seeds.Stream(1, "alpha", 7));
        Assert.Equal(first, Draws(Seeds.Stream(1, "alpha", 7)));
        Assert.NotEqual(first, Draws(Seeds.Stream(2, "alpha", 7)));
        Assert.NotEqual(first, Draws(Seeds.Stream(1, "batch", 7)));
        Assert.NotEqual(first, Draws(Seeds.Stream(1, "alpha", 8)));
    }

    // SplitMix64's published outputs from state 0 (Vigna's splitmix64.c): the numbers must never change, or no run repeats.
    [Fact]
    public void TheGeneratorIsSplitMix64()
    {
        var random = new StreamRandom(0);
        Assert.Equal((long)(0xE220A8397B1DCDAFUL >> 1), random.NextInt64());
        Assert.Equal((long)(0x6E789E6AA1B965F4UL >> 1), random.NextInt64());
        Assert.Equal((0x06C45D188009454FUL >> 11) / (double)(1UL << 53), random.NextDouble());
    }

    [Fact]
    public void NextIsEvenOverItsRange()
    {
        var random = Seeds.Stream(3, "test");
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.Next(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(random.Next(-3, 2), -3, 1));
    }

    [Fact]
    public void APermutationHoldsEveryNumberOnceAndEveryOrderIsAsLikely()
    {
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), Seeds.Permutation(100, Seeds.Stream(0, "test")).Order());
        var orders = new Dictionary<string, int>();
        for (var i = 0; i < 6000; i++)
        {
            var key = string.Join(',', Seeds.Permutation(3, Seeds.Stream(i, "test")));
            orders[key] = orders.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(6, orders.Count);
        Assert.All(orders.Values, count => Assert.InRange(count, 850, 1150));
    }

    private static double[] Draws(Random random) => [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble())];
}
