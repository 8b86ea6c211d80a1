using CsCheck;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class GenerationalDistanceTests
{
    private const Direction Up = Direction.Maximize, Down = Direction.Minimize;

    private static readonly Gen<(double[][] Found, double[][] Reference, Direction[] Directions)> Sets =
        from d in Gen.Int[1, 4]
        from found in Gen.Int[-4, 4].Select(i => i / 2.0).Array[d].Array[1, 8]
        from reference in Gen.Int[-4, 4].Select(i => i / 2.0).Array[d].Array[1, 8]
        from directions in Gen.Bool.Select(up => up ? Up : Down).Array[d]
        select (found, reference, directions);

    [Fact]
    public void ValuesComputedByHand()
    {
        double[][] found = [[1, 1], [4, 5]], front = [[1, 1], [1, 3]];
        // From (1, 1) none, from (4, 5) sqrt(9 + 4) to (1, 3); back: none, and 2 from (1, 3) to (1, 1).
        Assert.Equal(Math.Sqrt(13) / 2, GenerationalDistance.Gd(found, front), 12);
        Assert.Equal(1, GenerationalDistance.Igd(found, front), 12);
        // (1, 1) is at least as good as (1, 3) where less is better; (4, 5) is worse by (3, 2).
        Assert.Equal(Math.Sqrt(13) / 2, GenerationalDistance.GdPlus(found, front, [Down, Down]), 12);
        Assert.Equal(0, GenerationalDistance.IgdPlus(found, front, [Down, Down]), 12);
        // Where the second is better high, (1, 3) is missed by 2 from (1, 1) and by 3 from (4, 5), which is worse in the first only.
        Assert.Equal(1, GenerationalDistance.IgdPlus(found, front, [Down, Up]), 12);
        Assert.Equal(1.5, GenerationalDistance.GdPlus(found, front, [Down, Up]), 12);
        Assert.Equal(0, GenerationalDistance.GdPlus(found, front, [Up, Up]), 12);
    }

    [Fact]
    public void TheExampleThatIgdGetsWrongAndIgdPlusRight()
    {
        // The first set dominates the second, and lies farther from the reference's points.
        double[][] reference = [[0, 10], [1, 6], [2, 2], [6, 1], [10, 0]], better = [[2, 4], [3, 3], [4, 2]], worse = [[2, 8], [4, 4], [8, 2]];
        Assert.True(GenerationalDistance.Igd(better, reference) > GenerationalDistance.Igd(worse, reference));
        Assert.True(GenerationalDistance.IgdPlus(better, reference, [Down, Down]) < GenerationalDistance.IgdPlus(worse, reference, [Down, Down]));
    }

    [Fact]
    public void ThePowerIsThatOfTheFormulaOf1998()
    {
        // Distances 3 and 4 to one point: 7 / 2, and 5 / 2.
        double[][] found = [[3, 0], [0, 4]], front = [[0, 0]];
        Assert.Equal(3.5, GenerationalDistance.Gd(found, front), 12);
        Assert.Equal(2.5, GenerationalDistance.Gd(found, front, p: 2), 12);
        Assert.Equal(2e150, GenerationalDistance.Gd([[4e150], [4e150], [4e150], [4e150]], [[0]], p: 2), 1e140);
    }

    [Fact]
    public void ASetThatDominatesIsNotWorse() =>
        (from s in Sets from steps in Gen.Int[0, 3].Array[s.Directions.Length].Array[s.Found.Length] from extra in Gen.Bool select (s, steps, extra)).Sample(c =>
        {
            double Better(double value, int steps, Direction direction) => direction == Up ? value + steps : value - steps;
            var better = c.s.Found.Select((p, i) => p.Select((v, j) => Better(v, c.steps[i][j], c.s.Directions[j])).ToArray());
            if (c.extra) better = better.Append(c.s.Reference[0]);
            return GenerationalDistance.IgdPlus([.. better], c.s.Reference, c.s.Directions) <= GenerationalDistance.IgdPlus(c.s.Found, c.s.Reference, c.s.Directions) + 1e-12;
        });

    [Fact]
    public void ThePlusFormsAreNeverMoreThanTheOthersAndAllAreZeroForTheReferenceItself() => Sets.Sample(s =>
        GenerationalDistance.GdPlus(s.Found, s.Reference, s.Directions) <= GenerationalDistance.Gd(s.Found, s.Reference) + 1e-12
        && GenerationalDistance.IgdPlus(s.Found, s.Reference, s.Directions) <= GenerationalDistance.Igd(s.Found, s.Reference) + 1e-12
        && GenerationalDistance.Gd(s.Found, s.Found) == 0 && GenerationalDistance.Gd(s.Found, s.Found, 2) == 0 && GenerationalDistance.Igd(s.Found, s.Found) == 0
        && GenerationalDistance.GdPlus(s.Found, s.Found, s.Directions) == 0 && GenerationalDistance.IgdPlus(s.Found, s.Found, s.Directions) == 0);

    [Fact]
    public void OrderDoesNotMatterAndMinimisingIsMaximisingTheNegative() => Sets.Sample(s =>
    {
        double[][] Backwards(double[][] set) => [.. set.Reverse()];
        double[][] Negate(double[][] set) => [.. set.Select(p => p.Select(v => -v).ToArray())];
        Direction[] flipped = [.. s.Directions.Select(d => d == Up ? Down : Up)];
        bool Same(Func<double[][], double[][], Direction[], double> of) =>
            Math.Abs(of(s.Found, s.Reference, s.Directions) - of(Backwards(s.Found), Backwards(s.Reference), s.Directions)) < 1e-12
            && Math.Abs(of(s.Found, s.Reference, s.Directions) - of(Negate(s.Found), Negate(s.Reference), flipped)) < 1e-12;
        return Same((a, z, _) => GenerationalDistance.Gd(a, z)) && Same((a, z, _) => GenerationalDistance.Gd(a, z, 2)) && Same((a, z, _) => GenerationalDistance.Igd(a, z))
            && Same((a, z, d) => GenerationalDistance.GdPlus(a, z, d)) && Same((a, z, d) => GenerationalDistance.IgdPlus(a, z, d));
    });

    [Fact]
    public void RefusesSetsWithoutDistances()
    {
        static string Error(Action action) => Assert.Throws<PmlException>(action).Message;
        Assert.Contains("found set must have at least one point", Error(() => GenerationalDistance.Gd([], [[1]])));
        Assert.Contains("reference front must have at least one point", Error(() => GenerationalDistance.Igd([[1]], [])));
        Assert.Contains("found 1 and 2", Error(() => GenerationalDistance.Igd([[1]], [[1, 2]])));
        Assert.Contains("point 1 of the found set is [-Infinity]", Error(() => GenerationalDistance.Gd([[1], [double.NegativeInfinity]], [[1]])));
        Assert.Contains("is NaN", Error(() => GenerationalDistance.Gd([[1]], [[double.NaN]])));
        Assert.Contains("each of the 2 objectives; found 1", Error(() => GenerationalDistance.IgdPlus([[1, 2]], [[1, 2]], [Up])));
        Assert.Contains("at least 1; found 0.5", Error(() => GenerationalDistance.Gd([[1]], [[1]], 0.5)));
    }
}
