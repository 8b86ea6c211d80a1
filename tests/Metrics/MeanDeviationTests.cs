using CsCheck;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class MeanDeviationTests
{
    [Fact]
    public void ValuesComputedByHand()
    {
        Assert.Equal(new(3, 2, 1), MeanDeviation.Of([1, 2, 3]));
        Assert.Equal(new(1, 7, null), MeanDeviation.Of([7]));
        Assert.Equal("0.9200 ± 0.0141", MeanDeviation.Of([0.91, 0.93]).ToString());
        Assert.Equal("92.0 ± 1.4", MeanDeviation.Of([0.91, 0.93]).ToString(1, scale: 100));
        Assert.Equal("7.00 ± –", MeanDeviation.Of([7]).ToString(2));
    }

    [Fact]
    public void ShiftingMovesTheMeanAloneAndScalingScalesBoth() => Gen.Select(Gen.Double[-1, 1].Array[2, 9], Gen.Double[-5, 5]).Sample((values, c) =>
    {
        var (plain, shifted, scaled) = (MeanDeviation.Of(values), MeanDeviation.Of(values.Select(v => v + c)), MeanDeviation.Of(values.Select(v => v * c)));
        return Math.Abs(shifted.Mean - plain.Mean - c) < 1e-12 && Math.Abs(shifted.Deviation!.Value - plain.Deviation!.Value) < 1e-12
            && Math.Abs(scaled.Mean - plain.Mean * c) < 1e-12 && Math.Abs(scaled.Deviation!.Value - plain.Deviation!.Value * Math.Abs(c)) < 1e-12;
    });

    [Fact]
    public void RefusesNothingAndWhatIsNotFinite()
    {
        Assert.Throws<PmlException>(() => MeanDeviation.Of([]));
        Assert.Contains("NaN", Assert.Throws<PmlException>(() => MeanDeviation.Of([1, double.NaN])).Message);
    }
}
