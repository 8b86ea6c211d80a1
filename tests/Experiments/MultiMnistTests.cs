using PML.Experiments;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;

namespace PML.Tests.Experiments;

// PML_DATA is the process's.
[Collection(AloneCollection.Name)]
public sealed class MultiMnistTests : IClassFixture<TinyData>
{
    private static readonly MultiMnist Smoke = MultiMnist.Paper.At("smoke");

    [Fact]
    public void ARunsRecordHoldsWhatItsFrontSays()
    {
        using var runs = Smoke.Train(new PmlOptions { Window = 2 }, seeds: 2);
        Assert.Equal([0, 1], runs.Records.Select(record => record.Seed));
        foreach (var record in runs.Records)
        {
            Assert.Equal(("multimnist", "PML", "smoke", Devices.Default.ToString()), (record.Experiment, record.Method, record.Scale, record.Device));
            Assert.Equal(("multimnist", "tiny"), (record.Data.Name, record.Data.Protocol));
            Assert.Equal(64, record.Data.Sha256.Length);
            Assert.Equal(11, record.Front.Count);
            Assert.Equal(Hypervolume.Of(record.Front, [0, 0], Direction.Maximize), record.Metrics["hypervolume"]);
            Assert.Equal(record.Front.Max(point => point[0]), record.Metrics["task1.accuracy"]);
            Assert.Equal(record.Front.Max(point => point[1]), record.Metrics["task2.accuracy"]);
            Assert.Equal(record.Metrics["valid.hypervolume"], Hypervolume.Of(record.ValidFront, [0, 0], Direction.Maximize));
            Assert.Equal(4, record.Curves["cosine.1-2"].Count); // the start and three epochs
            Assert.True(record.Seconds > 0);
            Assert.Equal(2, (int)record.Config["method"]!["window"]!);
            Assert.Equal(3, (int)record.Config["experiment"]!["epochs"]!);
        }
    }

    [Fact]
    public void RecordsGoThroughAFileUnchanged()
    {
        using var scratch = new Scratch();
        using var runs = Smoke.Train([new LinearScalarization(), new SingleTask { Task = 1 }]);
        foreach (var record in runs.Records) RunRecords.Append(scratch["runs.jsonl"], record);
        Assert.Equal(runs.Records, RunRecords.Load(scratch["runs.jsonl"]));
        Assert.Equal(["LS", "STL task 2"], runs.Records.Select(record => record.Method));
        Assert.All(runs.Records, record => Assert.Single(record.Front));
    }

    [Fact]
    public void ARunThatAFileHoldsIsReadFromIt()
    {
        using var scratch = new Scratch();
        IMethod[] methods = [new LinearScalarization(), new Mgda()];
        var first = Smoke.Records(methods, 1, scratch["runs.jsonl"]);
        Assert.Equal(first, Smoke.Records(methods, 1, scratch["runs.jsonl"]));
        var more = Smoke.Records(methods, 2, scratch["runs.jsonl"]);
        Assert.Equal([("LS", 0L), ("LS", 1), ("MGDA", 0), ("MGDA", 1)], more.Select(record => (record.Method, record.Seed)));
        Assert.Equal(4, RunRecords.Load(scratch["runs.jsonl"]).Count);
        // Trained without a file, a run reaches the same.
        Assert.Equal(first[1].Front[0], Smoke.Records([new Mgda()], 1, null)[0].Front[0]);
    }

    [Fact]
    public void TheEnsembleOfARunIsTheOneThatWasMeasured()
    {
        using var runs = Smoke.Train(new PmlOptions { Window = 2 });
        using var data = PML.Data.PreparedSplits.Load("multimnist", "tiny", Devices.Default);
        var corners = FrontEvaluation.Accuracies(runs[0].Ensemble, data.Test, [[1, 0], [0, 1]]);
        Assert.Equal(runs[0].Record.Front[0], corners[0]);
        Assert.Equal(runs[0].Record.Front[^1], corners[1]);
        Assert.InRange(runs[0].Ensemble.CosineSimilarities()[0, 1], -1, 0.9999);
    }

    [Fact]
    public void WrongSettingsAreNamed()
    {
        Assert.Equal("paper-seed12", (MultiMnist.Paper with { Protocol = "paper-seed12" }).Protocol);
        Assert.Contains("Protocol must be paper, code or tiny, or one of the first two with a seed such as paper-seed1; found 'papre'.", Assert.Throws<PmlException>(() => MultiMnist.Paper with { Protocol = "papre" }).Message);
        Assert.Contains("scale must be one of full, smoke; found 'big'", Assert.Throws<PmlException>(() => MultiMnist.Paper.At("big")).Message);
        Assert.Equal("Epochs must be at least 1; found 0.", Assert.Throws<PmlException>(() => MultiMnist.Paper with { Epochs = 0 }).Message);
        Assert.Contains("seeds must be at least 1; found 0", Assert.Throws<PmlException>(() => Smoke.Train(new PmlOptions(), seeds: 0)).Message);
    }

    [Fact]
    public void TheFullScaleIsThePapersSettings()
    {
        var full = MultiMnist.Paper.At("full");
        Assert.Equal((10, 256, 1e-3, "paper"), (full.Epochs, full.BatchSize, full.LearningRate, full.Protocol));
    }
}
