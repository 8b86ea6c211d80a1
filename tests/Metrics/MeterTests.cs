using PML.Metrics;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Metrics;

/// <summary>Each kind of meter by hand, over two batches of different sizes.</summary>
public sealed class MeterTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void AccuracyIsTheShareOfRightSamples()
    {
        var meter = new AccuracyMeter("gender");
        Assert.Equal([new TaskMetric("gender.accuracy", Direction.Maximize)], meter.Metrics);
        // Two networks, the second the first's mirror image.
        var found = Measure(meter,
            (tensor([1.0, 0, 0, 1, 0, 1, 1, 0], [2, 2, 2]), tensor([0L, 0])),
            (tensor([1.0, 0, 0, 1], [2, 1, 2]), tensor([0L])));
        Assert.Equal([[2.0 / 3], [1.0 / 3]], found);
    }

    [Fact]
    public void HuberIsTheMeanOverSamplesAndNotOverBatches()
    {
        var meter = new HuberMeter("age");
        Assert.Equal([new TaskMetric("age.huber", Direction.Minimize)], meter.Metrics);
        var found = Measure(meter, (tensor([0.0, 2], [1, 2, 1]), tensor([0.5, 0])), (tensor([1.0], [1, 1, 1]), tensor([1.0])));
        Assert.Equal((0.125 + 1.5) / 3, found[0][0], 1e-12);
    }

    [Fact]
    public void ASegmentationIsMeasuredOverTheWholeSplitsMatrix()
    {
        var meter = new SegmentationMeter("segmentation", 2);
        Assert.Equal([new TaskMetric("segmentation.miou", Direction.Maximize), new TaskMetric("segmentation.pixacc", Direction.Maximize)], meter.Metrics);
        // Predictions 0 0 1 against 0 1 1 and nothing; then 1 against 1.
        var found = Measure(meter,
            (tensor([1.0, 1, 0, 0, 0, 0, 1, 1], [1, 1, 2, 1, 4]), tensor([0L, 1, 1, -1], [1, 1, 4])),
            (tensor([0.0, 1], [1, 1, 2, 1, 1]), tensor([1L], [1, 1, 1])));
        Assert.Equal(new[] { (1.0 / 2 + 2.0 / 3) / 2, 3.0 / 4 }, found[0]);
    }

    [Theory]
    [InlineData(DepthAverage.Pixels)]
    [InlineData(DepthAverage.Batches)]
    public void DepthErrorsAreMeansOverMeasuredPixelsOrOverBatches(DepthAverage average)
    {
        var meter = new DepthMeter("depth", average);
        Assert.Equal([new TaskMetric("depth.abs", Direction.Minimize), new TaskMetric("depth.rel", Direction.Minimize)], meter.Metrics);
        // Errors 0.25 of 0.5 and 0.5 of 1, then 0.5 of 0.25, then a batch without a measured pixel.
        var found = Measure(meter,
            (tensor([0.75, 0.5, 7], [1, 1, 1, 1, 3]), tensor([0.5, 1, 0], [1, 1, 3])),
            (tensor([0.75], [1, 1, 1, 1, 1]), tensor([0.25], [1, 1, 1, 1])),
            (tensor([0.75], [1, 1, 1, 1, 1]), tensor([0.0], [1, 1, 1])));
        double[] expected = average == DepthAverage.Pixels ? [(0.25 + 0.5 + 0.5) / 3, (0.5 + 0.5 + 2) / 3] : [(0.375 + 0.5) / 2, (0.5 + 2) / 2];
        Assert.Equal(expected[0], found[0][0], 1e-12);
        Assert.Equal(expected[1], found[0][1], 1e-12);
    }

    [Fact]
    public void TheBestOfAMetricGoesByItsDirection()
    {
        Assert.Equal(3, new TaskMetric("a", Direction.Maximize).Best([1, 3, 2]));
        Assert.Equal(1, new TaskMetric("a", Direction.Minimize).Best([2, 1, 3]));
    }

    private static double[][] Measure(ITaskMeter meter, params (Tensor Output, Tensor Target)[] batches)
    {
        var sums = Tensors.ToArray2D(batches.Select(batch => meter.Sums(batch.Output, batch.Target)).Aggregate((a, b) => a.add(b)));
        return [.. Enumerable.Range(0, sums.GetLength(0)).Select(w => meter.Values([.. Enumerable.Range(0, sums.GetLength(1)).Select(k => sums[w, k])]))];
    }
}
