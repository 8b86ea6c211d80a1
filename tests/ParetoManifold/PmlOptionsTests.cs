using PML.ParetoManifold;
using PML.Support;

namespace PML.Tests.ParetoManifold;

public class PmlOptionsTests
{
    [Theory]
    [InlineData("Window must be at least 1; found 0.")]
    [InlineData("Lambda must be at least 0; found -1.")]
    [InlineData("Concentration must be at least 0; found -1.")]
    [InlineData("Concentration must be at least 0; found NaN.")]
    public void AWrongValueIsNamedWithItsRule(string message) => Assert.Equal(message, Assert.Throws<PmlException>(() => message[0] switch
    {
        'W' => new PmlOptions { Window = 0 },
        'L' => new PmlOptions { Lambda = -1 },
        _ => new PmlOptions { Concentration = message.Contains("NaN") ? double.NaN : -1 },
    }).Message);

    [Fact]
    public void AWrongValueIsRefusedUnderWithToo() => Assert.Throws<PmlException>(() => new PmlOptions() with { Window = -1 });

    [Fact]
    public void MembersAreOneHotByDefault() =>
        Assert.Equal(new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, new PmlOptions().TaskWeightsFor(3));

    [Fact]
    public void TheGeneralFormTakesAMatrix() => Assert.Equal(
        new double[,] { { 1, 0 }, { 0, 1 }, { 0.5, 0.5 } },
        new PmlOptions { TaskWeights = [1, 0, 0, 1, 0.5, 0.5] }.TaskWeightsFor(2));

    [Fact]
    public void ATaskCountThatDoesNotFitIsExplained()
    {
        var ragged = Assert.Throws<PmlException>(() => new PmlOptions { TaskWeights = [1, 0, 1] }.TaskWeightsFor(2));
        Assert.Equal("TaskWeights must hold a row of 2 numbers, one a task, for each member; found 3 numbers.", ragged.Message);
        var off = Assert.Throws<PmlException>(() => new PmlOptions { TaskWeights = [1, 0, 1, 0.5] }.TaskWeightsFor(2));
        Assert.StartsWith("Row 2 of TaskWeights must lie on the simplex", off.Message);
        var p = Assert.Throws<PmlException>(() => new PmlOptions { Concentrations = [1, 2, 3] }.ConcentrationFor(2));
        Assert.Contains("2 members; found 3", p.Message);
    }

    [Theory]
    [InlineData(LearningRateRule.Scaled, 3, 0.003)]
    [InlineData(LearningRateRule.Plain, 3, 0.001)]
    public void TheMembersLearningRateIsMFoldUnlessPlain(LearningRateRule rule, int tasks, double expected) =>
        Assert.Equal(expected, new PmlOptions { MemberLearningRate = rule }.LearningRate(0.001, tasks), 1e-15);

    [Fact]
    public void OptionsCompareAndPrintByValue()
    {
        var a = new PmlOptions { Concentrations = [1, 2] };
        Assert.Equal(a, new PmlOptions { Concentrations = [1, 2] });
        Assert.NotEqual(a, new PmlOptions { Concentrations = [1, 3] });
        Assert.Contains("Concentrations = [1, 2]", a.ToString());
    }
}
