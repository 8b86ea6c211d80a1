using PML.Data;
using PML.Metrics;
using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Objectives;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Training;

public sealed class FrontEvaluationTests : IDisposable
{
    private static readonly ITaskMeter[] Meters = [new SegmentationMeter("segmentation", 3), new DepthMeter("depth")];
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Ensemble _ensemble;
    private readonly TaskData _data;

    public FrontEvaluationTests()
    {
        _ensemble = GradientTests.NewEnsemble(new PixelNetwork(), 2, new Random(1));
        var batch = PixelNetwork.NewBatch(45, new Random(2), float32);
        _data = new TaskData(batch.X, batch.Y);
    }

    public void Dispose()
    {
        _ensemble.Dispose();
        _data.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void AccuraciesAreTheSharesOfRightPredictionsOfTheNetworkAtEachWeighting()
    {
        using var ensemble = GradientTests.NewEnsemble(new Mlp(6, 5, [2, 3]), 2, new Random(4));
        using var data = new TaskData(rand([37, 6], float32), [ones([37], int64), ones([37], int64)]);
        var grid = Simplex.EvaluationGrid(2);
        var front = FrontEvaluation.Accuracies(ensemble, data, grid);
        foreach (var (alpha, point) in grid.Zip(front))
        {
            using var network = ensemble.At(alpha);
            for (var t = 0; t < 2; t++)
                Assert.Equal(Predictions.Classes(network, data, t, [.. Enumerable.Range(0, 37).Select(i => (long)i)]).Count(row => row[0] == 1) / 37.0, point[t]);
        }
    }

    [Fact]
    public void EveryMetricOfEveryTaskComesFromOnePassHoweverTheSplitIsCut()
    {
        var grid = Simplex.EvaluationGrid(2);
        var whole = FrontEvaluation.Of(_ensemble, _data, grid, Meters);
        var parts = FrontEvaluation.Of(_ensemble, _data, grid, Meters, samplesAtOnce: 7);
        Assert.Equal(["segmentation.miou", "segmentation.pixacc", "depth.abs", "depth.rel"], whole.Metrics.Select(metric => metric.Name));
        Assert.Equal(11, whole.Points.Count);
        foreach (var (a, b) in whole.Points.SelectMany(p => p).Zip(parts.Points.SelectMany(p => p))) Assert.Equal(a, b, 1e-5);
        Assert.Equal(whole.Points[3][2], whole["depth.abs"][3]);
        Assert.Equal(whole["segmentation.miou"].Max(), whole.Bests()["segmentation.miou"]);
        Assert.Equal(whole["depth.abs"].Min(), whole.Bests()["depth.abs"]);
        Assert.Equal("These tasks have no metric 'depth.mae'; they have segmentation.miou, segmentation.pixacc, depth.abs, depth.rel.", Assert.Throws<PmlException>(() => whole["depth.mae"]).Message);
    }

    [Fact]
    public void AConfusionMatrixSaysWhatTheSegmentationsMetricsDo()
    {
        var point = FrontEvaluation.Of(_ensemble, _data, [[0.4, 0.6]], Meters).Points[0];
        using var network = _ensemble.At(0.4, 0.6);
        var matrix = Predictions.Confusion(network, _data, 0);
        Assert.Equal([point[0], point[1]], [matrix.MeanIntersectionOverUnion, matrix.Accuracy]);
        Assert.Equal(_data.Y[0].ne(-1).sum().item<long>(), matrix.Total);
    }

    [Fact]
    public void PredictionsOfSamplesAreTheNetworks()
    {
        using var network = _ensemble.At(0.4, 0.6);
        var outputs = network.Forward(_data.X);
        var labels = Predictions.Classes(network, _data, 0, 5, 44);
        Assert.Equal([16, 16], labels.Select(row => row.Length));
        Assert.Equal(Tensors.ToArray(outputs[0].argmax(1).select(0, 44)).Select(value => (int)value), labels[1]);
        var depths = Predictions.Values(network, _data, 1, 44)[0];
        foreach (var (a, b) in Tensors.ToArray(outputs[1].select(0, 44)).Zip(depths)) Assert.Equal(a, b, 1e-5f);
    }

    [Fact]
    public void StatisticsEstimatedAnewAreEachWeightingsOwn()
    {
        var network = new ConvBatchNormNetwork();
        var theta = tensor([.. network.Initialize(new Random(1)), .. network.Initialize(new Random(2))], [2, network.ParameterCount], float32);
        using var ensemble = new Ensemble(network, theta, network.NewStatistics(CPU));
        using var data = new TaskData(rand([200, 3, 8, 8], float32), [zeros([200], int64), zeros([200], int64)]);
        Tensor[] inputs = [rand([32, 3, 8, 8], float32), rand([32, 3, 8, 8], float32)];
        double[][] alphas = [[1, 0], [0.3, 0.7], [0, 1]];
        var anew = FrontEvaluation.Of(ensemble, data, alphas, [new AccuracyMeter("a"), new AccuracyMeter("b")], trainingInputs: inputs).Points;
        foreach (var (alpha, point) in alphas.Zip(anew))
        {
            var at = ensemble.Interpolate([alpha]);
            var outputs = network.Forward(at, data.X, BatchNormStatistics.Reestimate(network, at, inputs));
            for (var t = 0; t < 2; t++)
                Assert.Equal(outputs[t].argmax(2).eq(0).sum().item<long>() / 200.0, point[t], 0.011); // a tie may fall either way
        }

        Assert.NotEqual(anew, FrontEvaluation.Of(ensemble, data, alphas, [new AccuracyMeter("a"), new AccuracyMeter("b")]).Points);
    }

    [Fact]
    public void MetersMustFitTheTasks() =>
        Assert.Equal("A network of 2 tasks needs 2 meters; found 1.", Assert.Throws<PmlException>(() => FrontEvaluation.Of(_ensemble, _data, [[1, 0]], [Meters[0]])).Message);
}
