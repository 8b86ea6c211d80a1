using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Training;

/// <summary>A live figure costs a training at most a hundredth of its time.</summary>
public class SparingMeasureTests
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.1)]
    [InlineData(3)]
    public void MeasurementsTakeAtMostAHundredthOfTheTimeHoweverLongOneTakes(double seconds)
    {
        var clock = new ManualClock();
        var (spent, now, made) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        var measure = new SparingMeasure<object>(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(seconds));
                spent += TimeSpan.FromSeconds(seconds);
                made++;
                return new object();
            },
            clock);
        Assert.Null(measure.At(TimeSpan.FromSeconds(0.9), isLast: false));
        for (var i = 0; i < 100_000; i++)
        {
            now = TimeSpan.FromSeconds(0.1 * i) + spent;
            measure.At(now, isLast: false);
            // The first is not known to be dear before it was made.
            Assert.True(made <= 1 || spent <= 0.01 * now, $"{spent} of {now}");
        }

        Assert.InRange(made, 0.9 * Math.Min(100_000 - 10, 0.01 * now.TotalSeconds / seconds), double.PositiveInfinity);
    }

    [Fact]
    public void TheLastOneMayCostAsMuchAgain()
    {
        var clock = new ManualClock();
        var measure = new SparingMeasure<object>(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return new object();
            },
            clock);
        var first = measure.At(TimeSpan.FromSeconds(100), isLast: false);
        Assert.NotNull(first);
        Assert.Same(first, measure.At(TimeSpan.FromSeconds(150), isLast: false));
        Assert.NotSame(first, measure.At(TimeSpan.FromSeconds(150), isLast: true));
    }
}
