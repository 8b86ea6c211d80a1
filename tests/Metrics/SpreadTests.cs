using CsCheck;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class SpreadTests
{
    // Steps right and down, so that no point dominates another when both objectives have the same direction.
    private static readonly Gen<double[][]> Fronts = Gen.Select(Gen.Double[0.1, 2], Gen.Double[0.1, 2]).Array[0, 8].Select(steps =>
    {
        double[] at = [0, 5];
        return (double[][])[at, .. steps.Select(s => at = [at[0] + s.Item1, at[1] - s.Item2])];
    });

    [Fact]
    public void DeltasComputedByHand()
    {
        Assert.Equal(0, Spread.Delta([[0, 3], [1, 2], [2, 1], [3, 0]])!.Value, 12);
        // Steps of 5 and 10 along a line, mean 7.5: 5 / 15.
        double[][] front = [[9, -12], [0, 0], [3, -4]];
        Assert.Equal(1 / 3.0, Spread.Delta(front)!.Value, 12);
        // The reference ends 5 before and where the front ends: (5 + 5) / (5 + 15).
        Assert.Equal(0.5, Spread.Delta(front, [[-3, 4], [9, -12], [1, -1]])!.Value, 12);
        Assert.Equal(1 / 3.0, Spread.Delta(front, front)!.Value, 12);
        // With mixed directions a front rises.
        Assert.Equal(0, Spread.Delta([[1, 1], [0, 0], [2, 2]])!.Value, 12);
    }

    [Fact]
    public void DeltasOfFewPoints()
    {
        Assert.Null(Spread.Delta([[1, 2]]));
        Assert.Null(Spread.Delta([[1, 2], [1, 2]]));
        Assert.Null(Spread.Delta([[1, 2]], [[1, 2]]));
        Assert.Equal(1, Spread.Delta([[1, 2]], [[0, 3], [2, 1]]));
        Assert.Equal(0, Spread.Delta([[1, 2], [2, 1]]));
        // Steps 0 and sqrt(2): both half the sum from their mean.
        Assert.Equal(1, Spread.Delta([[1, 2], [1, 2], [2, 1]])!.Value, 12);
    }

    [Fact]
    public void DeltaIsTheSameInAnyOrderUnitOrDirection() => Gen.Select(Fronts, Fronts).Sample((front, reference) =>
    {
        double[][] Change(double[][] points) => [.. points.Select(p => (double[])[3 * p[1] - 1, -3 * p[0] + 2]).Reverse()];
        return Spread.Delta(front, reference) is { } delta
            ? delta >= 0 && Math.Abs(delta - Spread.Delta(Change(front), Change(reference))!.Value) < 1e-9
            : front.Length == 1;
    });

    [Fact]
    public void ExtentsComputedByHand()
    {
        Assert.Equal(5, Spread.Extent([[1, 5], [4, 1]]), 12);
        Assert.Equal(Math.Sqrt(4 + 9 + 36), Spread.Extent([[0, 0, 0], [2, 1, 6], [1, 3, 2]]), 12);
        Assert.Equal(0, Spread.Extent([[7, 8], [7, 8]]));
    }

    [Fact]
    public void APointMoreNeverMakesTheExtentLess() => Gen.Double[-1, 1].Array[3].Array[2, 8].Sample(points =>
        Spread.Extent(points) >= Spread.Extent(points[1..]) && Math.Abs(Spread.Extent(points) - Spread.Extent([.. points.Reverse()])) < 1e-12);

    [Fact]
    public void RefusesWhatIsNoFront()
    {
        static string Error(Action action) => Assert.Throws<PmlException>(action).Message;
        Assert.Contains("in the front one does", Error(() => Spread.Delta([[0, 3], [1, 2], [1, 1]])));
        Assert.Contains("in the front one does", Error(() => Spread.Delta([[0, 1], [1, 2], [2, 0]])));
        Assert.Contains("in the reference front one does", Error(() => Spread.Delta([[0, 1]], [[0, 1], [1, 1]])));
        Assert.Contains("the front has 3", Error(() => Spread.Delta([[0, 1, 2]])));
        Assert.Contains("at least one point", Error(() => Spread.Delta([])));
        Assert.Contains("at least one point", Error(() => Spread.Extent([])));
        Assert.Contains("Infinity", Error(() => Spread.Extent([[double.PositiveInfinity]])));
    }
}
