using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Tests.Results;

public sealed class RunConfigTests
{
    private enum Order { Wrong, AsPrinted }

    private sealed record Options(int Epochs, double Rate)
    {
        public Order Order { get; init; } = Order.AsPrinted;
        public Numbers? Weights { get; init; }
        public double Derived => Epochs * Rate;
    }

    [Fact]
    public void AnOptionsRecordBecomesAnObjectWithoutDerivedValues()
    {
        var config = RunConfig.From(new Options(3, 1e-3) { Weights = [1, 0.5] });
        Assert.Equal("""{"epochs":3,"rate":0.001,"order":"asPrinted","weights":[1,0.5]}""", config.ToJsonString());
    }

    [Fact]
    public void SeveralRecordsFitIntoAnAnonymousObject()
    {
        var config = RunConfig.From(new { Data = "paper", Method = new Options(1, 2), Tasks = 2 });
        Assert.Equal("""{"data":"paper","method":{"epochs":1,"rate":2,"order":"asPrinted","weights":null},"tasks":2}""", config.ToJsonString());
    }

    [Fact]
    public void TheLibrarysOwnOptionsFitIn()
    {
        var config = RunConfig.From(new { Training = new TrainOptions { Epochs = 7 }, Method = new PmlOptions { Window = 3, PenaltyOrder = PenaltyOrder.AsPrinted } });
        Assert.Equal(7, (int)config["training"]!["epochs"]!);
        Assert.Equal(3, (int)config["method"]!["window"]!);
        Assert.Equal("asPrinted", (string)config["method"]!["penaltyOrder"]!);
    }

    [Fact]
    public void RefusesWhatIsNoObjectOrHoldsNaN()
    {
        Assert.Contains("Int32", Assert.Throws<PmlException>(() => RunConfig.From(3)).Message);
        Assert.Contains("cannot be written", Assert.Throws<PmlException>(() => RunConfig.From(new Options(1, double.NaN))).Message);
    }
}
