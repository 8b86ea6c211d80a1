using CsCheck;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class HypervolumeTests
{
    private static readonly Gen<(double[][] Points, double[] Reference, Direction Direction)> Fronts =
        from d in Gen.Int[1, 5]
        from points in Gen.Double[-1, 1].Array[d].Array[0, 9]
        // Few values, so that points share coordinates and lie on the reference.
        from coarse in Gen.Int[-2, 2].Select(i => i / 2.0).Array[d].Array[0, 4]
        from reference in Gen.Int[-2, 2].Select(i => i / 4.0).Array[d]
        from direction in Gen.Bool.Select(up => up ? Direction.Maximize : Direction.Minimize)
        select ((double[][])[.. points, .. coarse], reference, direction);

    public static TheoryData<double, double[][], double[], Direction> ByHand => new()
    {
        { 0, [], [0, 0], Direction.Maximize },
        { 0.5, [[0.5], [0.2]], [0], Direction.Maximize },
        { 6, [[2, 3]], [0, 0], Direction.Maximize },
        // Two rectangles of 3 x 1 and 1 x 3 that share 1 x 1.
        { 5, [[3, 1], [1, 3]], [0, 0], Direction.Maximize },
        { 5, [[-3, -1], [-1, -3]], [0, 0], Direction.Minimize },
        // The paper's Fig. 19: losses, reference (1, 1).
        { 0.25 * 0.75 + 0.25 * 0.5, [[0.25, 0.5], [0.5, 0.25]], [0.75, 1], Direction.Minimize },
        // A point on the reference's edge or beyond it adds nothing.
        { 1, [[1, 1], [5, 0], [9, -1]], [0, 0], Direction.Maximize },
        // Three boxes of 2 x 1 x 1 along the axes that share the unit cube.
        { 4, [[2, 1, 1], [1, 2, 1], [1, 1, 2]], [0, 0, 0], Direction.Maximize },
        { 5, [[2, 1, 1, 1], [1, 2, 1, 1], [1, 1, 2, 1], [1, 1, 1, 2]], [0, 0, 0, 0], Direction.Maximize },
        { 32, [[2, 2, 2, 2, 2], [1, 2, 2, 2, 2]], [0, 0, 0, 0, 0], Direction.Maximize },
    };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void ValuesComputedByHand(double expected, double[][] points, double[] reference, Direction direction) =>
        Assert.Equal(expected, Hypervolume.Of(points, reference, direction), 12);

    [Fact]
    public void EachObjectiveMayHaveItsOwnDirection() =>
        // Accuracy up from 0.5 and error down from 10: rectangles of 0.4 x 2 and 0.2 x 5 that share 0.2 x 2.
        Assert.Equal(0.4 * 2 + 0.2 * 5 - 0.2 * 2, Hypervolume.Of([[0.9, 8], [0.7, 5]], [0.5, 10], [Direction.Maximize, Direction.Minimize]), 12);

    [Fact]
    public void AgreesWithInclusionAndExclusion() => Fronts.Sample(
        f => Near(InclusionExclusion.Hypervolume(f.Points, f.Reference, f.Direction == Direction.Maximize), Hypervolume.Of(f.Points, f.Reference, f.Direction)),
        iter: 400);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void AgreesWithRandomDartsOnALargeFront(int dimensions)
    {
        var random = new Random(dimensions);
        double[] Draw() => [.. Enumerable.Range(0, dimensions).Select(_ => random.NextDouble())];
        var points = Enumerable.Range(0, 60).Select(_ => Draw()).Select(p => p.Select(v => v / p.Max()).ToArray()).ToArray();
        const int Darts = 40_000;
        var hits = Enumerable.Range(0, Darts).Count(_ => { var dart = Draw(); return points.Any(p => p.Zip(dart).All(c => c.First >= c.Second)); });
        var exact = Hypervolume.Of(points, new double[dimensions], Direction.Maximize);
        // Five standard deviations of the darts.
        Assert.InRange((double)hits / Darts, exact - 5 * Math.Sqrt(exact * (1 - exact) / Darts), exact + 5 * Math.Sqrt(exact * (1 - exact) / Darts));
    }

    [Fact]
    public void ADominatedOrRepeatedPointAddsNothing() => Fronts.Where(f => f.Points.Length > 0).Sample(f =>
    {
        var worse = f.Points[0].Select(v => f.Direction == Direction.Maximize ? v - 0.1 : v + 0.1).ToArray();
        return Near(Of(f.Points, f), Of([worse, .. f.Points, f.Points[^1]], f));
    });

    [Fact]
    public void AFurtherPointNeverLowersIt() => Fronts.Where(f => f.Points.Length > 0).Sample(f => Of(f.Points[1..], f) <= Of(f.Points, f) + 1e-12);

    [Fact]
    public void TheOrderOfPointsAndOfObjectivesDoesNotMatter() => Gen.Select(Fronts, Gen.Int[0, 1000]).Sample((f, seed) =>
    {
        var order = Enumerable.Range(0, f.Reference.Length).ToArray();
        new Random(seed).Shuffle(order);
        double[] Permute(double[] p) => [.. order.Select(j => p[j])];
        return Near(Of(f.Points, f), Hypervolume.Of([.. f.Points.Reverse().Select(Permute)], Permute(f.Reference), f.Direction));
    });

    [Fact]
    public void ScalingAnObjectiveScalesIt() => Gen.Select(Fronts, Gen.Double[0.1, 10]).Sample((f, scale) =>
    {
        double[] Scale(double[] p) => [p[0] * scale, .. p[1..]];
        return Near(scale * Of(f.Points, f), Hypervolume.Of([.. f.Points.Select(Scale)], Scale(f.Reference), f.Direction));
    });

    [Fact]
    public void MinimisingIsMaximisingTheNegativeInAnyObjective() => Fronts.Sample(f =>
    {
        double[] Negate(double[] p) => [.. p.Select((v, j) => j % 2 == 0 ? -v : v)];
        var directions = f.Reference.Select((_, j) => j % 2 == 0 == (f.Direction == Direction.Maximize) ? Direction.Minimize : Direction.Maximize).ToArray();
        return Near(Of(f.Points, f), Hypervolume.Of([.. f.Points.Select(Negate)], Negate(f.Reference), directions));
    });

    [Fact]
    public void ManyPointsOfTwoAndThreeObjectivesTakeLittleWork()
    {
        // On the plane x + y + z = 1 nothing is dominated. 20,000 points in the plane, 5,000 in space.
        var random = new Random(1);
        var line = Enumerable.Range(0, 20_000).Select(_ => random.NextDouble()).Select(x => (double[])[x, 1 - x]).ToArray();
        Assert.Equal(0.5, Hypervolume.Of(line, [0, 0], Direction.Maximize), 3);

        var plane = Enumerable.Range(0, 5_000).Select(_ => (A: random.NextDouble(), B: random.NextDouble())).Select(u => (Low: Math.Min(u.A, u.B), High: Math.Max(u.A, u.B)))
            .Select(u => (double[])[u.Low, u.High - u.Low, 1 - u.High]).ToArray();
        // All of the simplex below the plane would be 1/6.
        Assert.InRange(Hypervolume.Of(plane, [0, 0, 0], Direction.Maximize), 0.15, 1.0 / 6);
    }

    [Fact]
    public void RefusesWhatHasNoVolume()
    {
        static string Error(double[][] points, params double[] reference) => Assert.Throws<PmlException>(() => Hypervolume.Of(points, reference, Direction.Maximize)).Message;
        Assert.Contains("point 1 has 3", Error([[1, 1], [1, 1, 1]], 0, 0));
        Assert.Contains("objective 2 of point 0 is NaN", Error([[1, double.NaN]], 0, 0));
        Assert.Contains("reference point", Error([[1, 1]], 0, double.NaN));
        Assert.Contains("reference point", Error([]));
        Assert.Contains("infinitely good", Error([[double.PositiveInfinity, 1]], 0, 0));
        Assert.Equal(0, Hypervolume.Of([[double.PositiveInfinity, 0]], [1, 1], Direction.Minimize));
    }

    private static double Of(double[][] points, (double[][] Points, double[] Reference, Direction Direction) f) => Hypervolume.Of(points, f.Reference, f.Direction);

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 1e-10 * Math.Max(1, Math.Abs(expected));
}
