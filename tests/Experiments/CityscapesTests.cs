using PML.Data;
using PML.Experiments;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Data;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;

namespace PML.Tests.Experiments;

[Collection(AloneCollection.Name)]
public sealed class CityscapesTests : IClassFixture<OwnDataFolder>
{
    private static readonly Cityscapes Smoke = Cityscapes.Paper.At("smoke");

    [Fact]
    public void ARunsRecordHoldsWhatItsFrontSaysAndThatItsDataAreAStandIn()
    {
        using var runs = Smoke.Train(Cityscapes.Pml with { Window = 2 });
        var record = runs[0].Record;
        Assert.Equal(("cityscapes", "PML", "smoke", "synth-streets", "tiny"), (record.Experiment, record.Method, record.Scale, record.Data.Name, record.Data.Protocol));
        Assert.Equal("cityscapes, PML, seed 0 [stand-in data: synth-streets]", record.ToString());
        Assert.Equal((11, 11), (record.Front.Count, record.ValidFront.Count));
        Assert.All(record.Front, point => Assert.Equal(4, point.Length));
        Assert.Equal(record.Front.Max(point => point[0]), record.Metrics["segmentation.miou"]);
        Assert.Equal(record.Front.Max(point => point[1]), record.Metrics["segmentation.pixacc"]);
        Assert.Equal(record.Front.Min(point => point[2]), record.Metrics["depth.abs"]);
        Assert.Equal(record.Front.Min(point => point[3]), record.Metrics["depth.rel"]);
        Assert.Equal(record.ValidFront.Min(point => point[2]), record.Metrics["valid.depth.abs"]);
        Assert.Equal(Hypervolume.Of([.. record.Front.Select(point => new[] { point[0], Math.Max(0, 1 - 10 * point[2]) })], [0, 0], Direction.Maximize), record.Metrics["hypervolume"], 1e-12);
        Assert.Equal(3, record.Curves["cosine.1-2"].Count);
    }

    [Fact]
    public void TheEnsembleOfARunIsTheOneThatWasMeasured()
    {
        using var runs = Smoke.Train(new LinearScalarization());
        using var data = StreetsData.Load("synth-streets", "tiny", Devices.Default);
        var found = FrontEvaluation.Of(runs[0].Ensemble, data.Test, [[1]], [new SegmentationMeter("segmentation", 7), new DepthMeter("depth")]);
        foreach (var (expected, value) in runs[0].Record.Front[0].Zip(found.Points[0])) Assert.Equal(expected, value, 1e-4);
        using var network = runs[0].Ensemble.At(1);
        Assert.Equal([64 * 128], Predictions.Classes(network, data.Test, 0, 3).Select(row => row.Length));
    }

    [Fact]
    public void TheFullScaleIsThePapersSettings()
    {
        var full = Cityscapes.Paper.At("full");
        Assert.Equal((100, 8, 1e-4, 64, "cityscapes", "paper"), (full.Epochs, full.BatchSize, full.LearningRate, full.Width, full.Set, full.Protocol));
        Assert.Equal(([75], 0.5, DepthAverage.Pixels), (full.Milestones!, full.MilestoneFactor!.Value, full.DepthAverage));
        Assert.Equal(("code", DepthAverage.Batches), (Cityscapes.Code.Protocol, Cityscapes.Code.DepthAverage));
        Assert.Equal(("synth-streets", "small"), (Cityscapes.StandIn.Set, Cityscapes.StandIn.Protocol));
        Assert.Equal((3, 1.0, 5.0, GradientBalancing.UnitNorm), (Cityscapes.Pml.Window, Cityscapes.Pml.Lambda, Cityscapes.Pml.Concentration, Cityscapes.Pml.GradientBalancing));
        Assert.Equal("Set must be one of cityscapes, synth-streets; found 'kitti'.", Assert.Throws<PmlException>(() => full with { Set = "kitti" }).Message);
    }
}
