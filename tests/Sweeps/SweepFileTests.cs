using PML.Experiments;
using PML.ParetoManifold;
using PML.Support;
using PML.Sweeps;
using PML.Tests.RepoRules;
using PML.Tests.Support;

namespace PML.Tests.Sweeps;

public sealed class SweepFileTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    internal static string TableTwo => Path.Combine(Repository.Root, "notebooks", "sweeps", "table2-smoke.json");

    [Fact]
    public void TheExampleIsTheGridOfTableTwo()
    {
        var runs = SweepFile.Read(TableTwo).Requests();
        var cells = runs.Select(run => (PmlOptions)run.Method).Select(pml => (pml.Window, pml.Lambda)).Distinct().ToArray();
        Assert.Equal(51, runs.Count);
        Assert.Equal([(1, 0.0), .. from window in (int[])[2, 3, 4, 5] from lambda in (double[])[0, 2, 5, 10] select (window, lambda)], cells);
        Assert.All(runs, run => Assert.Equal(MultiMnist.Code.At("smoke") with { Epochs = 1 }, run.Experiment));
        var pml = Sweep.Of(MultiMnist.Code.At("smoke")).Over("epochs", 1).Seeds(0, 1, 2);
        Assert.Equal(pml.Over("window", 1).And(pml.Over("window", 2, 3, 4, 5).Over("lambda", 0, 2, 5, 10)).Requests(), runs);
    }

    [Fact]
    public void EverySweepOfTheNotebooksReadsAndHasARowInTheirIndex()
    {
        var index = File.ReadAllText(Path.Combine(Repository.Root, "notebooks", "README.md"));
        var files = Directory.GetFiles(Path.GetDirectoryName(TableTwo)!, "*.json");
        Assert.Contains(TableTwo, files);
        foreach (var file in files)
        {
            Assert.NotEmpty(SweepFile.Read(file).Requests());
            Assert.Contains($"`{Path.GetFileName(file)}`", index);
        }
    }

    [Fact]
    public void ValuesAreReadAsTheyWouldBeTyped()
    {
        var run = Assert.Single(Read("""{ "experiment": "multimnist", "seeds": 12, "settings": { "method.lambda": 5e-1, "penaltyGate": true, "penaltyOrder": "asPrinted", "concentrations": [[0.5, 2]] } }""").Requests());
        Assert.Equal(new RunRequest(MultiMnist.Paper, new PmlOptions { Lambda = 0.5, PenaltyGate = true, PenaltyOrder = PenaltyOrder.AsPrinted, Concentrations = new Numbers([0.5, 2]) }, 12), run);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[]", "a sweep is a JSON object")]
    [InlineData("""{ "preset": "code" }""", "\"experiment\" is missing")]
    [InlineData("""{ "experiment": "mnist" }""", "There is no experiment 'mnist'; there is multimnist")]
    [InlineData("""{ "experiment": 3 }""", "\"experiment\" must be text; found 3.")]
    [InlineData("""{ "experiment": "multimnist", "preset": "mine" }""", "has no preset 'mine'")]
    [InlineData("""{ "experiment": "multimnist", "scale": "big" }""", "scale must be one of full, smoke; found 'big'.")]
    [InlineData("""{ "experiment": "multimnist", "seedz": [1] }""", "the file may have experiment, preset, scale, seeds, methods, settings, grids; found \"seedz\".")]
    [InlineData("""{ "experiment": "multimnist", "seeds": ["a"] }""", "\"seeds\" must hold integers; found \"a\".")]
    [InlineData("""{ "experiment": "multimnist", "seeds": [] }""", "at least one seed")]
    [InlineData("""{ "experiment": "multimnist", "methods": ["LSS"] }""", "There is no method 'LSS'")]
    [InlineData("""{ "experiment": "multimnist", "settings": [1] }""", "\"settings\" must be an object of names and values; found [1].")]
    [InlineData("""{ "experiment": "multimnist", "settings": { "window": "many" } }""", "window must be an integer; found 'many'.")]
    [InlineData("""{ "experiment": "multimnist", "settings": { "lambda": -1 } }""", "Lambda must be at least 0; found -1.")]
    [InlineData("""{ "experiment": "multimnist", "settings": { "window": null } }""", "a setting's value must be a number, text, true or false, or a list of these; found null.")]
    [InlineData("""{ "experiment": "multimnist", "methods": "LS", "settings": { "window": 3 } }""", "There is no setting 'window'. multimnist has epochs")]
    [InlineData("""{ "experiment": "multimnist", "grids": {} }""", "\"grids\" must be a list of objects; found {}.")]
    [InlineData("""{ "experiment": "multimnist", "grids": [{ "seeds": 1 }] }""", "a grid may have methods, settings; found \"seeds\".")]
    [InlineData("""{ "experiment": "multimnist", "experiment": "multimnist" }""", "experiment")]
    public void WhatIsWrongIsSaidWithTheFile(string text, string message)
    {
        var said = Assert.Throws<PmlException>(() => Read(text)).Message;
        Assert.StartsWith(_folder["sweep.json"] + ": ", said, StringComparison.Ordinal);
        Assert.Contains(message, said);
    }

    [Fact]
    public void AMissingFileIsNamed() => Assert.StartsWith($"Cannot read the sweep {_folder["none.json"]}: ", Assert.Throws<PmlException>(() => SweepFile.Read(_folder["none.json"])).Message, StringComparison.Ordinal);

    private Sweep Read(string text)
    {
        File.WriteAllText(_folder["sweep.json"], text);
        return SweepFile.Read(_folder["sweep.json"]);
    }
}
