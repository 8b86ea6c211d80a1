using CsCheck;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class SpacingTests
{
    [Fact]
    public void ValuesComputedByHand()
    {
        // Sums of absolute differences to the nearest: 2, 2 and 6. Mean 10 / 3; squares 16/9 + 16/9 + 64/9, by n - 1 = 2.
        Assert.Equal(Math.Sqrt(96 / 9.0 / 2), Spacing.Of([[0, 9], [1, 8], [4, 5]])!.Value, 12);
        Assert.Equal(0, Spacing.Of([[0, 3], [1, 2], [2, 1], [3, 0]]));
        Assert.Equal(0, Spacing.Of([[0, 3], [7, 2]]));
        Assert.Equal(0, Spacing.Of([[5, 5], [5, 5], [5, 5]]));
        Assert.Null(Spacing.Of([[1, 2, 3]]));
        // Two equal points are each other's neighbour at distance 0; the third is 3 away: 0, 0, 3.
        Assert.Equal(Math.Sqrt(3), Spacing.Of([[1.0], [1], [4]])!.Value, 12);
    }

    [Fact]
    public void OrderAndPlaceDoNotMatterAndItGrowsWithTheFront() => Gen.Double[-1, 1].Array[3].Array[2, 8].Sample(points =>
    {
        var spacing = Spacing.Of(points)!.Value;
        return Math.Abs(spacing - Spacing.Of([.. points.Reverse()])!.Value) < 1e-9
            && Math.Abs(spacing - Spacing.Of([.. points.Select(p => p.Select((v, j) => v + j + 1).ToArray())])!.Value) < 1e-9
            && Math.Abs(4 * spacing - Spacing.Of([.. points.Select(p => p.Select(v => -4 * v).ToArray())])!.Value) < 1e-9;
    });

    [Fact]
    public void RefusesPointsWithoutDistances()
    {
        Assert.Contains("at least one point", Assert.Throws<PmlException>(() => Spacing.Of([])).Message);
        Assert.Contains("point 1 has 1", Assert.Throws<PmlException>(() => Spacing.Of([[1, 2], [1]])).Message);
        Assert.Contains("NaN", Assert.Throws<PmlException>(() => Spacing.Of([[double.NaN]])).Message);
    }
}
