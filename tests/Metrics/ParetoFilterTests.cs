using CsCheck;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class ParetoFilterTests
{
    private static readonly Gen<(double[][] Points, Direction[] Directions)> Clouds =
        from d in Gen.Int[1, 4]
        from points in Gen.Int[0, 4].Select(i => (double)i).Array[d].Array[0, 30]
        from directions in Gen.Bool.Select(up => up ? Direction.Maximize : Direction.Minimize).Array[d]
        select (points, directions);

    [Fact]
    public void ValuesFoundByHand()
    {
        double[][] points = [[1, 1], [0, 3], [2, 2], [3, 0], [2, 1], [2, 2], [0, 2]];
        Assert.Equal([1, 2, 3], ParetoFilter.NonDominated(points, Direction.Maximize));
        Assert.Equal([0, 3, 6], ParetoFilter.NonDominated(points, Direction.Minimize));
        Assert.Equal([3], ParetoFilter.NonDominated(points, [Direction.Maximize, Direction.Minimize]));
        Assert.Empty(ParetoFilter.NonDominated([], Direction.Maximize));
    }

    [Fact]
    public void KeepsJustThePointsThatNoOtherDominatesEachOnce() => Clouds.Sample(c =>
    {
        bool Better(double a, double b, Direction direction) => direction == Direction.Maximize ? a > b : a < b;
        bool Dominates(double[] p, double[] q) =>
            p.Select((v, j) => !Better(q[j], v, c.Directions[j])).All(ok => ok) && p.Select((v, j) => Better(v, q[j], c.Directions[j])).Any(better => better);
        var expected = Enumerable.Range(0, c.Points.Length)
            .Where(i => !c.Points.Any(p => Dominates(p, c.Points[i])) && !c.Points.Take(i).Any(p => p.SequenceEqual(c.Points[i])));
        return expected.SequenceEqual(ParetoFilter.NonDominated(c.Points, c.Directions));
    });

    [Fact]
    public void LeavesTheHypervolumeAsItWas() => Clouds.Sample(c =>
    {
        var reference = c.Directions.Select(direction => direction == Direction.Maximize ? -1.0 : 5).ToArray();
        var kept = ParetoFilter.NonDominated(c.Points, c.Directions).Select(i => c.Points[i]).ToArray();
        return Math.Abs(Hypervolume.Of(c.Points, reference, c.Directions) - Hypervolume.Of(kept, reference, c.Directions)) < 1e-9;
    });

    [Fact]
    public void RefusesPointsThatCannotBeCompared()
    {
        Assert.Contains("point 1 has 1", Assert.Throws<PmlException>(() => ParetoFilter.NonDominated([[1, 2], [1]], Direction.Maximize)).Message);
        Assert.Contains("NaN", Assert.Throws<PmlException>(() => ParetoFilter.NonDominated([[1, double.NaN]], Direction.Maximize)).Message);
    }
}
