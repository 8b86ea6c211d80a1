using PML.Experiments;
using PML.ParetoManifold;
using PML.Support;
using PML.Weighting;

namespace PML.Tests.Experiments;

public sealed class RunRequestTests
{
    [Fact]
    public void SettingsGoToTheExperimentOrToTheMethod()
    {
        var run = RunRequest.Of("multimnist", "code", "full", "pml", 3, [new("epochs", "2"), new("window", "5"), new("Lambda", "0.5")]);
        Assert.Equal(MultiMnist.Code with { Epochs = 2 }, run.Experiment);
        Assert.Equal(new PmlOptions { Window = 5, Lambda = 0.5 }, run.Method);
        Assert.Equal(3, run.Seed);
        Assert.Equal(new Mgda { Scale = GradientScale.Norm }, RunRequest.Of("multimnist", "paper", "full", "MGDA", 0, [new("method.scale", "norm")]).Method);
    }

    [Fact]
    public void TheScaleComesBeforeTheSettings()
    {
        var run = RunRequest.Of("multimnist", "paper", "smoke", "LS", 0, [new("epochs", "7")]);
        Assert.Equal(("smoke", "tiny", 7), (run.Experiment.Scale, ((MultiMnist)run.Experiment).Protocol, run.Experiment.Epochs));
    }

    [Theory]
    [InlineData("PML")]
    [InlineData("nash mtl")]
    [InlineData("Nash-MTL")]
    [InlineData("imtl (hybrid)")]
    [InlineData("stl")]
    public void MethodsAreFoundByTheirNames(string name) => Assert.NotNull(MethodCatalogue.Find(name));

    [Fact]
    public void NamesAreUnambiguous() => Assert.All(MethodCatalogue.All, method => Assert.Same(method, MethodCatalogue.Find(method.Name)));

    [Theory]
    [InlineData("mnist", "paper", "full", "LS", "There is no experiment 'mnist'; there is multimnist, ")]
    [InlineData("multimnist", "mine", "full", "LS", "The experiment multimnist has no preset 'mine'; it has paper, code.")]
    [InlineData("multimnist", "paper", "big", "LS", "scale must be one of full, smoke; found 'big'.")]
    [InlineData("multimnist", "paper", "full", "SL", "There is no method 'SL'; there is PML, ")]
    public void AnUnknownNameIsNamedWithWhatThereIs(string experiment, string preset, string scale, string method, string message) =>
        Assert.StartsWith(message, Assert.Throws<PmlException>(() => RunRequest.Of(experiment, preset, scale, method, 0, [])).Message, StringComparison.Ordinal);

    [Fact]
    public void AnUnknownSettingIsNamedWithWhatBothHave() => Assert.Equal(
        "There is no setting 'windw'. multimnist has epochs, batchSize, learningRate, milestones, milestoneFactor, protocol; UW has rate.",
        Assert.Throws<PmlException>(() => RunRequest.Of("multimnist", "paper", "full", "UW", 0, [new("windw", "3")])).Message);
}
