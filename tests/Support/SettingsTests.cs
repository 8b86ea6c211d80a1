using PML.Experiments;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using PML.Weighting;

namespace PML.Tests.Support;

public sealed class SettingsTests
{
    [Fact]
    public void EverySettingOfEveryMethodAndExperimentIsListedWithItsMeaning()
    {
        object[] records = [.. ExperimentCatalogue.Presets.Values.SelectMany(presets => presets.Values), .. MethodCatalogue.All];
        Assert.All(records.SelectMany(Settings.Of), setting => Assert.True(setting is { Type.Length: > 0, Default.Length: > 0, Summary.Length: > 10 }, setting.ToString()));
        Assert.Contains(new Setting("window", "integer", "4", "W, how many weightings are drawn for each batch; at least 1. Default 4."), Settings.Of(new PmlOptions()));
        Assert.DoesNotContain(Settings.Of(new PmlOptions()), setting => setting.Name == "name");
    }

    // What is listed can be typed.
    [Fact]
    public void EveryDefaultReadsBack()
    {
        foreach (var method in MethodCatalogue.All)
            foreach (var setting in Settings.Of(method).Where(setting => setting.Default != "none" || setting.Type.Contains("none", StringComparison.Ordinal)))
                Assert.Equal(RunConfig.From(method).ToJsonString(), RunConfig.From(Settings.With(method, setting.Name, setting.Default)).ToJsonString());
    }

    [Fact]
    public void AChangeMakesACopy()
    {
        var before = new PmlOptions();
        var after = Settings.With(before, "LAMBDA", "2.5");
        Assert.Equal((0, 2.5, 4), (before.Lambda, after.Lambda, after.Window));
        Assert.Equal(PenaltyOrder.AsPrinted, Settings.With(before, "penaltyOrder", "asprinted").PenaltyOrder);
        Assert.Equal(new Numbers([0.25, 0.75]), Settings.With(new LinearScalarization(), "weights", "0.25,0.75").Weights);
        Assert.Equal("STL task 2", Settings.With<IMethod>(new SingleTask(), "task", "1").Name);
        Assert.IsType<MultiMnist>(Settings.With<Experiment>(MultiMnist.Code, "epochs", "3"));
    }

    [Theory]
    [InlineData("window", "0", "Window must be at least 1; found 0.")]
    [InlineData("window", "2.5", "window must be an integer; found '2.5'.")]
    [InlineData("lambda", "much", "lambda must be a number such as 0.5; found 'much'.")]
    [InlineData("lambda", "1,5", "lambda must be a number such as 0.5; found '1,5'.")]
    [InlineData("penaltyGate", "yes", "penaltyGate must be one of true, false; found 'yes'.")]
    [InlineData("penaltyOrder", "right", "penaltyOrder must be one of wrong, asPrinted; found 'right'.")]
    [InlineData("concentrations", "1,x", "concentrations must be numbers with commas between them, such as 0.5,0.5; found '1,x'.")]
    [InlineData("windows", "1", "PmlOptions has no setting 'windows'; it has window, lambda, ")]
    [InlineData("name", "mine", "PmlOptions has no setting 'name'")]
    public void AWrongNameTypeOrRangeIsNamed(string name, string value, string message) =>
        Assert.StartsWith(message, Assert.Throws<PmlException>(() => Settings.With(new PmlOptions(), name, value)).Message, StringComparison.Ordinal);
}
