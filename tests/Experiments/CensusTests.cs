using PML.Data;
using PML.Experiments;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Data;
using PML.Tests.Support;
using PML.Weighting;

namespace PML.Tests.Experiments;

[Collection(AloneCollection.Name)]
public sealed class CensusTests : IClassFixture<OwnDataFolder>
{
    private static readonly Census Smoke = Census.Paper.At("smoke");

    [Fact]
    public void ARunsRecordHoldsWhatItsFrontSays()
    {
        using var runs = Smoke.Train(new PmlOptions { Window = 2, Lambda = 5 });
        var record = runs[0].Record;
        Assert.Equal(("census", "smoke", "census", "generated"), (record.Experiment, record.Scale, record.Data.Name, record.Data.Protocol));
        Assert.Equal(11, record.Front.Count);
        Assert.Equal(Hypervolume.Of(record.Front, [0, 0], Direction.Maximize), record.Metrics["hypervolume"]);
        Assert.Equal(record.Front.Max(point => point[0]), record.Metrics["task1.accuracy"]);
        Assert.Equal(record.Front.Max(point => point[1]), record.Metrics["task2.accuracy"]);
        Assert.True(record.Metrics.ContainsKey("valid.hypervolume"));
    }

    [Fact]
    public void BothGeneratedTasksCanBeLearnt()
    {
        using var runs = Smoke.Train(new LinearScalarization());
        using var data = CensusData.Load("generated", Devices.Default);
        for (var task = 0; task < 2; task++)
        {
            var ones = data.Test.Y[task].sum().item<long>() / (double)data.Test.Count;
            Assert.True(runs[0].Record.Front[0][task] > Math.Max(ones, 1 - ones) + 0.02, $"Task {task + 1}: {runs[0].Record.Front[0][task]} where the more frequent class has {Math.Max(ones, 1 - ones)}.");
        }
    }

    [Fact]
    public void ARowHasItsNumbersAndA1ForEachOfItsCategories()
    {
        using var data = CensusData.Load("generated", Devices.Default);
        var prepared = PreparedData.Open("census", "generated");
        Assert.Equal([800, 468], data.Valid.X.shape);
        Assert.Equal([3_200, 468], data.Train.X.shape);
        var row = Tensors.ToArray(data.Valid.X[17]);
        var expected = new float[468];
        prepared.Read<float>("valid_values").AsSpan(17 * 7, 7).CopyTo(expected);
        foreach (var code in prepared.Read<ushort>("valid_codes").AsSpan(17 * 29, 29)) expected[code] = 1;
        Assert.Equal(expected, row);
        Assert.Equal(prepared.Read<byte>("valid_y")[17 * 2 + 1], data.Valid.Y[1][17].item<long>());
    }

    [Fact]
    public void WrongSettingsAreNamed()
    {
        Assert.Equal("official-corrected-seed12", (Census.Paper with { Protocol = "official-corrected-seed12" }).Protocol);
        Assert.Contains("Protocol must be kdd-test-only, official or generated", Assert.Throws<PmlException>(() => Census.Paper with { Protocol = "adult" }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFullScaleIsThePapersSettings()
    {
        var full = Census.Paper.At("full");
        Assert.Equal((10, 256, 1e-3, "kdd-test-only"), (full.Epochs, full.BatchSize, full.LearningRate, full.Protocol));
        Assert.Equal(full, Census.Code);
    }
}
