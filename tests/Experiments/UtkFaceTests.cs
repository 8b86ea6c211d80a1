using PML.Experiments;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Data;
using PML.Tests.Support;
using PML.Weighting;

namespace PML.Tests.Experiments;

[Collection(AloneCollection.Name)]
public sealed class UtkFaceTests : IClassFixture<OwnDataFolder>
{
    private static readonly UtkFace Smoke = UtkFace.Paper.At("smoke");

    [Fact]
    public void ARunsRecordHoldsWhatItsFrontSaysAndThatItsDataAreAStandIn()
    {
        using var runs = Smoke.Train([UtkFace.PmlBalanced, new LinearScalarization()]);
        var record = runs[0].Record;
        Assert.Equal(("utkface", "PML-gb", "smoke", "synth-faces", "tiny"), (record.Experiment, record.Method, record.Scale, record.Data.Name, record.Data.Protocol));
        Assert.Equal("utkface, PML-gb, seed 0 [stand-in data: synth-faces]", record.ToString());
        Assert.EndsWith("[stand-in data: synth-faces]", runs[1].ToString());
        Assert.Equal((66, 66, 1), (record.Front.Count, record.ValidFront.Count, runs[1].Record.Front.Count));
        Assert.All(record.Front, point => Assert.Equal(3, point.Length));
        Assert.Equal(record.Front.Min(point => point[0]), record.Metrics["age.huber"]);
        Assert.Equal(record.Front.Max(point => point[1]), record.Metrics["gender.accuracy"]);
        Assert.Equal(record.Front.Max(point => point[2]), record.Metrics["ethnicity.accuracy"]);
        Assert.Equal(record.ValidFront.Max(point => point[1]), record.Metrics["valid.gender.accuracy"]);
        Assert.Equal(Hypervolume.Of([.. record.Front.Select(point => new[] { Math.Max(0, 1 - point[0]), point[1], point[2] })], [0, 0, 0], Direction.Maximize), record.Metrics["hypervolume"], 1e-12);
    }

    [Fact]
    public void TheFullScaleIsThePapersSettings()
    {
        var full = UtkFace.Paper.At("full");
        Assert.Equal((100, 256, 1e-3, 64, "utkface", "paper"), (full.Epochs, full.BatchSize, full.LearningRate, full.Width, full.Set, full.Protocol));
        Assert.Null(full.Milestones);
        Assert.Equal("code", UtkFace.Code.Protocol);
        Assert.Equal(("synth-faces", "small"), (UtkFace.StandIn.Set, UtkFace.StandIn.Protocol));
        Assert.Equal((1, 0.0, GradientBalancing.UnitNorm), (UtkFace.PmlBalanced.Window, UtkFace.PmlBalanced.Lambda, UtkFace.PmlBalanced.GradientBalancing));
        Assert.Equal("Set must be one of utkface, synth-faces; found 'celeba'.", Assert.Throws<PmlException>(() => full with { Set = "celeba" }).Message);
    }
}
