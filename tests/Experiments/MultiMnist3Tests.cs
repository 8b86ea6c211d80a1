using PML.Experiments;
using PML.Metrics;
using PML.Networks;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Data;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;

namespace PML.Tests.Experiments;

[Collection(AloneCollection.Name)]
public sealed class MultiMnist3Tests : IClassFixture<OwnDataFolder>
{
    private static readonly MultiMnist3 Smoke = MultiMnist3.Paper.At("smoke");

    [Fact]
    public void ARunsRecordHoldsItsSixtySixPointsAndWhatTheySay()
    {
        using var runs = (Smoke with { Epochs = 1 }).Train([new PmlOptions { Window = 2 }, new LinearScalarization()]);
        var (pml, single) = (runs.Records[0], runs.Records[1]);
        Assert.Equal(("multimnist3", "smoke", "multimnist3", "tiny"), (pml.Experiment, pml.Scale, pml.Data.Name, pml.Data.Protocol));
        Assert.Equal((66, 66, 1), (pml.Front.Count, pml.ValidFront.Count, single.Front.Count));
        Assert.Equal(["hypervolume", "parameters", "rays.hypervolume", "task1.accuracy", "task2.accuracy", "task3.accuracy", "valid.hypervolume", "valid.task1.accuracy", "valid.task2.accuracy", "valid.task3.accuracy"], pml.Metrics.Keys.Order());
        Assert.Equal(Hypervolume.Of(pml.Front, [0, 0, 0], Direction.Maximize), pml.Metrics["hypervolume"]);
        Assert.Equal(Hypervolume.Of(pml.ValidFront, [0, 0, 0], Direction.Maximize), pml.Metrics["valid.hypervolume"]);
        for (var t = 0; t < 3; t++)
        {
            Assert.Equal(pml.Front.Max(point => point[t]), pml.Metrics[$"task{t + 1}.accuracy"]);
            Assert.Equal(pml.ValidFront.Max(point => point[t]), pml.Metrics[$"valid.task{t + 1}.accuracy"]);
        }
        // One point's hypervolume is its box.
        Assert.Equal(single.Front[0].Aggregate((a, b) => a * b), single.Metrics["hypervolume"], 1e-12);
        Assert.Equal(3 * 30510, pml.Metrics["parameters"]);
        Assert.All(pml.Metrics.Where(metric => metric.Key != "parameters"), metric => Assert.InRange(metric.Value, 0, 1));
    }

    [Fact]
    public void TheDataHasThreeTasksAndTheirClasses()
    {
        using var data = PML.Data.PreparedSplits.Load("multimnist3", "tiny", Devices.Default);
        Assert.Equal((2_048, 512, 512), (data.Train.Count, data.Valid.Count, data.Test.Count));
        foreach (var split in new[] { data.Train, data.Valid, data.Test })
        {
            Assert.Equal([split.Count, 1, 28, 28], split.X.shape);
            Assert.Equal(3, split.Y.Count);
            foreach (var classes in split.Y) Assert.Equal((split.Count, 0L, 9L), ((int)classes.shape[0], classes.min().item<long>(), classes.max().item<long>()));
        }
    }

    [Fact]
    public void TheFullScaleIsThePapersSettings()
    {
        foreach (var (experiment, protocol) in new[] { (MultiMnist3.Paper.At("full"), "paper"), (MultiMnist3.Code.At("full"), "code") })
            Assert.Equal((20, 256, 1e-3, protocol), (experiment.Epochs, experiment.BatchSize, experiment.LearningRate, experiment.Protocol));
        Assert.Equal(30_510, new LeNet(3).ParameterCount);
        Assert.Equal(MultiMnist3.Code, ExperimentCatalogue.Find("multimnist3", "code"));
        Assert.Equal((4, 0.0), (new PmlOptions().Window, new PmlOptions().Lambda));
    }
}
