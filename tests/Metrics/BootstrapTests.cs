using CsCheck;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class BootstrapTests
{
    private static (double Low, double High) Interval(IReadOnlyCollection<double> values, double level = 0.95, int resamples = 999) =>
        Bootstrap.Interval(values, level, resamples, Seeds.Stream(0, "test"))!.Value;

    [Fact]
    public void TheMeanLiesInsideAndTheEndsBetweenTheValues() => Gen.Double[-1, 1].Array[2, 9].Sample(values =>
    {
        var (low, high) = Interval(values);
        return low <= values.Average() + 1e-12 && high >= values.Average() - 1e-12 && low >= values.Min() && high <= values.Max();
    });

    [Fact]
    public void ShiftingMovesItAndScalingScalesIt() => Gen.Select(Gen.Double[-1, 1].Array[2, 9], Gen.Double[-5, 5], Gen.Double[0.1, 5]).Sample((values, shift, scale) =>
    {
        var (plain, moved) = (Interval(values), Interval([.. values.Select(v => v * scale + shift)]));
        return Math.Abs(moved.Low - (plain.Low * scale + shift)) < 1e-12 && Math.Abs(moved.High - (plain.High * scale + shift)) < 1e-12;
    });

    [Fact]
    public void TheOrderOfTheValuesDoesNotMatter() => Gen.Double[-1, 1].Array[2, 9].Sample(values => Interval(values) == Interval([.. values.Reverse()]));

    [Fact]
    public void EqualValuesHaveNoWidth() => Gen.Select(Gen.Double[-1, 1], Gen.Int[2, 9]).Sample((value, count) =>
    {
        var (low, high) = Interval([.. Enumerable.Repeat(value, count)]);
        return (low, high) == (value, value);
    });

    // Each value four times: the mean's deviation is half of what it was.
    [Fact]
    public void FourTimesTheValuesHaveHalfTheWidth()
    {
        double[] values = [.. Normal(12, Seeds.Stream(1, "normal"))];
        var (few, many) = (Interval(values, resamples: 20_000), Interval([.. values, .. values, .. values, .. values], resamples: 20_000));
        Assert.Equal(0.5, (many.High - many.Low) / (few.High - few.Low), 0.03);
    }

    [Theory]
    [InlineData(0.4, 1.0, 4.0)]
    [InlineData(0.95, 1.0, 4.0)]
    [InlineData(0.4, 1.0, 2.0, 4.0)]
    [InlineData(0.6, 1.0, 2.0, 4.0)]
    [InlineData(0.8, 1.0, 2.0, 4.0)]
    [InlineData(0.95, 1.0, 2.0, 4.0)]
    public void ItIsThatOfAllResamplesWhereTheyCanBeListed(double level, params double[] values)
    {
        var all = (IEnumerable<double>)[0];
        foreach (var _ in values) all = all.SelectMany(_ => values, (sum, value) => sum + value);
        double[] means = [.. all.Select(sum => sum / values.Length).Order()];
        double At(double share) => means[(int)Math.Ceiling(share * means.Length) - 1];
        Assert.Equal((At((1 - level) / 2), At((1 + level) / 2)), Interval(values, level, 20_000));
    }

    [Theory]
    [InlineData(3, 0.69, 0.81)]
    [InlineData(10, 0.85, 0.95)]
    [InlineData(25, 0.89, 0.97)]
    public void ItHoldsTheTrueMeanAboutAsOftenAsItSays(int count, double least, double most)
    {
        var (values, resamples) = (Seeds.Stream(2, "normal"), Seeds.Stream(3, "resamples"));
        var held = Enumerable.Range(0, 500).Count(_ => Bootstrap.Interval([.. Normal(count, values)], 0.95, 999, resamples) is var (low, high) && low <= 0 && high >= 0);
        Assert.InRange(held / 500.0, least, most);
    }

    [Fact]
    public void TheSameStreamGivesTheSameIntervalAndAnotherAnother()
    {
        double[] values = [.. Normal(8, Seeds.Stream(4, "normal"))];
        Assert.Equal(Interval(values), Interval(values));
        Assert.NotEqual(Interval(values), Bootstrap.Interval(values, 0.95, 999, Seeds.Stream(1, "test")));
    }

    [Fact]
    public void OneValueHasNoInterval()
    {
        Assert.Null(Bootstrap.Interval([1], 0.95, 999, Seeds.Stream(0, "test")));
        Assert.Null(Bootstrap.Interval([], 0.95, 999, Seeds.Stream(0, "test")));
    }

    [Fact]
    public void RefusesWhatHasNoInterval()
    {
        Assert.Contains("NaN", Assert.Throws<PmlException>(() => Interval([1, double.NaN])).Message);
        Assert.Contains("level must lie in", Assert.Throws<PmlException>(() => Interval([1, 2], 1)).Message);
        Assert.Contains("at least 39 resamples; found 38", Assert.Throws<PmlException>(() => Interval([1, 2], 0.95, 38)).Message);
        Assert.Contains("at least 19 resamples; found 18", Assert.Throws<PmlException>(() => Interval([1, 2], 0.9, 18)).Message);
        Assert.Equal((1, 2), Interval([1, 2], 0.95, 39));
    }

    // Box and Muller.
    private static IEnumerable<double> Normal(int count, Random random)
    {
        for (var i = 0; i < count; i++) yield return Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
