using PML.Experiments;
using PML.ParetoManifold;
using PML.Support;
using PML.Sweeps;
using PML.Weighting;

namespace PML.Tests.Sweeps;

public sealed class SweepTests
{
    [Fact]
    public void AGridIsEveryCombination()
    {
        var runs = Sweep.Of(MultiMnist.Code).Over("window", 2, 3).Over("lambda", 0, 0.5).Seeds(0, 7).Requests();
        Assert.Equal(
            from window in (int[])[2, 3] from lambda in (double[])[0, 0.5] from seed in (long[])[0, 7] select new RunRequest(MultiMnist.Code, new PmlOptions { Window = window, Lambda = lambda }, seed),
            runs);
    }

    [Fact]
    public void SettingsOfTheExperimentCountToo() =>
        Assert.Equal([1, 2], Sweep.Of(MultiMnist.Paper).Methods("LS").Over("epochs", 1, 2).Requests().Select(run => run.Experiment.Epochs));

    [Fact]
    public void SweepsJoinAndARunOfBothIsOne()
    {
        var runs = Sweep.Of(MultiMnist.Paper).Methods("LS", "Nash-MTL").And(Sweep.Of(MultiMnist.Paper).Methods(new LinearScalarization(), new PmlOptions { Window = 3 })).Requests();
        Assert.Equal(["LS", "Nash-MTL", "PML"], runs.Select(run => run.Method.Name));
    }

    [Fact]
    public void ASweepIsNotChangedByWhatIsMadeOfIt()
    {
        var one = Sweep.Of(MultiMnist.Paper);
        _ = one.Over("window", 2, 3).Seeds(1, 2).Methods("LS").And(one);
        Assert.Equal(new RunRequest(MultiMnist.Paper, new PmlOptions(), 0), Assert.Single(one.Requests()));
    }

    [Theory]
    [InlineData("windw", 2, "There is no setting 'windw'. multimnist has epochs, ")]
    [InlineData("window", 0, "Window must be at least 1; found 0.")]
    [InlineData("window", 1.5, "window must be an integer; found '1.5'.")]
    [InlineData("penaltyGate", 3, "penaltyGate must be one of true, false; found '3'.")]
    public void WhatIsWrongIsSaid(string name, object value, string message) =>
        Assert.StartsWith(message, Assert.Throws<PmlException>(() => Sweep.Of(MultiMnist.Paper).Over(name, value).Requests()).Message, StringComparison.Ordinal);

    [Fact]
    public void NothingIsNoGrid()
    {
        Assert.Equal("A sweep needs at least one seed; found none.", Assert.Throws<PmlException>(() => Sweep.Of(MultiMnist.Paper).Seeds()).Message);
        Assert.Equal("A sweep needs at least one value of window; found none.", Assert.Throws<PmlException>(() => Sweep.Of(MultiMnist.Paper).Over("window")).Message);
        Assert.Contains("There is no method 'SL'", Assert.Throws<PmlException>(() => Sweep.Of(MultiMnist.Paper).Methods("SL")).Message);
    }
}
