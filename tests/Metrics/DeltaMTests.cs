using CsCheck;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class DeltaMTests
{
    private const Direction Up = Direction.Maximize, Down = Direction.Minimize;

    private static readonly Gen<(double[] Metrics, double[] Reference, Direction[] Directions)> Cases =
        from k in Gen.Int[1, 6]
        from metrics in Gen.Double[-2, 2].Array[k]
        from reference in Gen.Double[0.1, 2].Array[k]
        from directions in Gen.Bool.Select(up => up ? Up : Down).Array[k]
        select (metrics, reference, directions);

    [Fact]
    public void ValuesComputedByHand()
    {
        Assert.Equal(0, DeltaM.Of([0.9, 3], [0.9, 3], [Up, Down]));
        // 10 % worse in an accuracy and 30 % better in an error: (10 - 30) / 2.
        Assert.Equal(-10, DeltaM.Of([0.72, 0.7], [0.8, 1], [Up, Down]), 10);
        Assert.Equal(25, DeltaM.Of([5, 3], [4, 2.4], Down), 10);
        Assert.Equal(-25, DeltaM.Of([5, 3], [4, 2.4], Up), 10);
        // A negated loss of -2 instead of -1 is twice as bad, and as bad as the loss itself.
        Assert.Equal(100, DeltaM.Of([-2.0], [-1.0], Up));
        Assert.Equal(100, DeltaM.Of([2.0], [1.0], Down));
    }

    // The paper's Table 1: mIoU and pixel accuracy up, absolute and relative error down; the means were worked out apart from this code.
    [Theory]
    [InlineData(25.3, 72.07, 92.61, 0.0148, 62.980)]
    [InlineData(16.3, 69.23, 91.77, 0.0138, 51.986)]
    [InlineData(75.7, 70.94, 92.29, 0.0192, 117.658)]
    [InlineData(16.7, 70.28, 91.94, 0.0140, 52.559)]
    public void TheCityscapesRowsOfThePaper(double expected, params double[] row) =>
        Assert.Equal(expected, DeltaM.Of(row, [71.79, 92.60, 0.0135, 32.786], [Up, Up, Down, Down]), 1);

    [Fact]
    public void UnitsAndOrderDoNotMatterAndAFlippedDirectionFlipsTheSign() => Cases.Sample(c =>
    {
        var value = DeltaM.Of(c.Metrics, c.Reference, c.Directions);
        bool Same(double expected, double actual) => Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected));
        return Same(value, DeltaM.Of([.. c.Metrics.Select(v => v * 100)], [.. c.Reference.Select(v => v * 100)], c.Directions))
            && Same(value, DeltaM.Of([.. c.Metrics.Reverse()], [.. c.Reference.Reverse()], [.. c.Directions.Reverse()]))
            && Same(-value, DeltaM.Of(c.Metrics, c.Reference, [.. c.Directions.Select(d => d == Up ? Down : Up)]))
            && Same(value, DeltaM.Of([.. c.Metrics.Select(v => -v)], [.. c.Reference.Select(v => -v)], [.. c.Directions.Select(d => d == Up ? Down : Up)]));
    });

    [Fact]
    public void RefusesWhatCannotBeCompared()
    {
        static string Error(double[] metrics, double[] reference, params Direction[] directions) => Assert.Throws<PmlException>(() => DeltaM.Of(metrics, reference, directions)).Message;
        Assert.Contains("metric 2 is [3] and its reference [0]", Error([1, 3], [1, 0], Up, Up));
        Assert.Contains("metric 1 is [NaN]", Error([double.NaN], [1], Up));
        Assert.Contains("its reference [Infinity]", Error([1], [double.PositiveInfinity], Up));
        Assert.Contains("2 metrics, 1 references and 2 directions", Error([1, 2], [1], Up, Up));
        Assert.Contains("0 metrics", Error([], []));
    }
}
