using System.Text.Json.Nodes;
using PML.Experiments;
using PML.Figures;
using PML.Metrics;
using PML.Support;
using PML.Tables;
using PML.Tests.Host;
using PML.Tests.RepoRules;
using PML.Tests.Results;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Experiments;

/// <summary>Results files, whatever is in them.</summary>
public sealed class RecordSelectionTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    private static RunRecord Pml(int window, double lambda, long seed, double hypervolume = 0.9) => Records.Of("PML", seed, null, 60, ("hypervolume", hypervolume)) with
    {
        Config = new JsonObject { ["experiment"] = new JsonObject { ["epochs"] = 10, ["size"] = 1 }, ["method"] = new JsonObject { ["window"] = window, ["lambda"] = lambda, ["size"] = 2, ["order"] = "asPrinted", ["weights"] = null, ["gate"] = true, ["shares"] = new JsonArray(0.5, 0.5) } },
    };

    private static RecordSelection Grid() => new([.. from window in (int[])[10, 2] from lambda in (double[])[1, 0.5] from seed in (long[])[0, 1] select Pml(window, lambda, seed, 0.8 + window * 0.01 + seed * 0.001), Ls], []);

    private static RunRecord Ls => Records.Of("LS", 0) with { Config = new JsonObject { ["experiment"] = new JsonObject { ["epochs"] = 5 }, ["method"] = new JsonObject() } };

    private string File(string name, params string[] lines)
    {
        System.IO.File.WriteAllText(_folder[name], string.Join('\n', lines) + "\n");
        return _folder[name];
    }

    private static string Edited(string entry, string json)
    {
        var record = JsonNode.Parse(Records.Of("PML", 0).ToJson())!;
        record[entry] = JsonNode.Parse(json);
        return record.ToJsonString();
    }

    [Fact]
    public void EveryDamagedLineIsNamedAndTheRestIsLoaded()
    {
        var good = Records.Of("PML", 0, [[0.5, 0.5]], 1, ("a", 1)).ToJson();
        string[] damaged =
        [
            good[..40], "[1]", "PML 0.93", "{}", good.Replace("\"a\":1", "\"a\":NaN"), good.Replace("\"a\":1", "\"a\":\"1\""), good.Replace("[0.5,0.5]", "[1e999,0.5]"),
            Edited("seed", "0.5"), Edited("config", "[]"), new string('x', 5_000_000), good.Replace("\"seed\":0", "\"seed\":0,\"seed\":1"), good.Replace("\"epochs\":10", "\"epochs\":10,\"epochs\":11"),
            good.Replace("\"full\"", "\"\\ud800\""), string.Concat(Enumerable.Repeat("[", 200)), $"{good}{good}", good.Replace("\"a\"", $"\"{new string('a', 100_000)}\"").Replace(":1}", ":null}").Replace(":1,\"front\"", ":null,\"front\""),
        ];
        var runs = Runs.Load(File("r.jsonl", [good, "", .. damaged, Records.Of("PML", 1).ToJson() + "\r"]));
        Assert.Equal([0, 1], runs.Select(run => run.Seed));
        Assert.Equal(Enumerable.Range(3, damaged.Length), runs.SetAside.Select(line => line.Line));
        Assert.All(runs.SetAside, line =>
        {
            Assert.Equal((SetAsideKind.Malformed, _folder["r.jsonl"]), (line.Kind, line.File));
            Assert.InRange(line.Reason.Length, 5, 210);
        });
        var text = runs.ToString().Split('\n');
        Assert.Equal(["2 runs: PML (2)", $"Set aside, {damaged.Length} lines no run record: {runs.SetAside[0]}"], [text[0], text[1].Split("; ")[0]]);
        Assert.EndsWith($"; and {damaged.Length - 4} more", text[1]);
        Assert.Equal(2, text.Length);
    }

    [Fact]
    public void TheStrictLoadingRefusesTheSameLines()
    {
        var good = Records.Of("PML", 0).ToJson();
        foreach (var line in (string[])[good.Replace("\"epochs\":10", "\"epochs\":10,\"epochs\":11"), good.Replace("\"full\"", "\"\\ud800\"")])
            Assert.Contains("r.jsonl, line 1 is no run record", Assert.Throws<PmlException>(() => RunRecords.Load(File("r.jsonl", line))).Message);
    }

    [Fact]
    public void ARecordOfAnotherSchemaIsSaidToBeOne()
    {
        var runs = Runs.Load(File("r.jsonl", Edited("schema", "0"), Edited("schema", "2"), "{\"schema\":7}", Edited("schema", "\"1\""), Records.Of("LS", 0).ToJson()));
        Assert.Single(runs);
        Assert.Equal([SetAsideKind.OtherSchema, SetAsideKind.OtherSchema, SetAsideKind.OtherSchema, SetAsideKind.Malformed], runs.SetAside.Select(line => line.Kind));
        Assert.Contains($"Set aside, 3 lines of another schema: {_folder["r.jsonl"]}, line 1 (its schema is 0, and this library reads 1); ", runs.ToString());
    }

    [Fact]
    public void OfRepeatedRunsTheLastCountsAndTheOthersSayWhetherTheNumbersAgree()
    {
        var (first, other) = (Records.Of("LS", 0, null, 1, ("a", 1)), Records.Of("LS", 0, null, 1, ("a", 2)));
        File("a.jsonl", first.ToJson(), (first with { Seconds = 9, Device = "cuda" }).ToJson());
        File("b.jsonl", Records.Of("LS", 1).ToJson(), other.ToJson(), (other with { Command = "again" }).ToJson());
        var runs = Runs.Load(_folder["*.jsonl"]);
        Assert.Equal([(1L, "pml run notebooks/02-multimnist.ipynb"), (0L, "again")], runs.Select(run => (run.Seed, run.Command)));
        Assert.All(runs.SetAside, line => Assert.Equal(SetAsideKind.Repeated, line.Kind));
        Assert.Equal(
            [$"multimnist, LS, seed 0: again in {_folder["b.jsonl"]}, line 3, with other numbers", $"multimnist, LS, seed 0: again in {_folder["b.jsonl"]}, line 3, with other numbers", "multimnist, LS, seed 0: again in line 3, with the same numbers"],
            runs.SetAside.Select(line => line.Reason));
    }

    [Fact]
    public void AFileThatTwoPatternsMatchCountsOnce()
    {
        File("a.jsonl", Records.Of("LS", 0).ToJson());
        var runs = Runs.Load(_folder["*.jsonl"], _folder["a.jsonl"], _folder["a*"]);
        Assert.Single(runs);
        Assert.Empty(runs.SetAside);
    }

    [Fact]
    public void AnEmptyFileHasNoRunsAndAMissingOneIsAMistake()
    {
        var runs = Runs.Load(File("a.jsonl", "", " "));
        Assert.Equal("No runs", runs.ToString());
        Assert.Contains("no runs", Assert.Throws<PmlException>(() => runs.GroupBy()).Message);
        Assert.Contains("There is no results file", Assert.Throws<PmlException>(() => Runs.Load(_folder["b.jsonl"])).Message);
        Assert.Contains("No results file matches", Assert.Throws<PmlException>(() => Runs.Load(_folder["a.jsonl"], _folder["*.json"])).Message);
        Directory.CreateDirectory(_folder["c.jsonl"]);
        Assert.Contains("Cannot read", Assert.Throws<PmlException>(() => Runs.Load(_folder["c.jsonl"])).Message);
    }

    [Fact]
    public void RunsAreFoundByAnySetting()
    {
        var grid = Grid();
        Assert.Equal(4, grid.Where("window", 10).Count);
        Assert.Equal(4, grid.Where("method.Window", "10.0").Where("lambda", 0.5, 1).Where("config.method.order", "asprinted").Where("weights", null).Where("gate", true).Where("shares", new double[] { 0.5, 0.5 }).Count);
        Assert.Equal(8, grid.Where("epochs", 10).Where("method", "pml").Count);
        Assert.Equal(2, grid.Where("window", 2).Where("lambda", 1).Count);
        Assert.Equal(9, grid.Where("protocol", "paper").Where("scale", "full").Where("experiment", "multimnist").Where("seed", 0, 1).Count);
        Assert.Equal("LS", Assert.Single(grid.Where(run => run.Method == "LS")).Method);
        Assert.Equal("No runs", grid.Where(run => false).ToString());
    }

    [Fact]
    public void AWrongNameOrValueIsAnsweredWithWhatThereIs()
    {
        static string Error(Action mistake) => Assert.Throws<PmlException>(mistake).Message;
        Assert.Contains("no setting 'windows'; they have experiment, method, seed, scale,", Error(() => Grid().Where("windows", 4)));
        Assert.Contains("window, lambda", Error(() => Grid().GroupBy("method", "windows")));
        Assert.Equal("None of these runs has window = 3 or 4; there are 2, 10.", Error(() => Grid().Where("window", 3, 4)));
        Assert.EndsWith("there is 5.", Error(() => Grid().Where("method", "LS").Where("epochs", 3)));
        Assert.Equal("The setting 'size' may be config.experiment.size or config.method.size: write one of these.", Error(() => Grid().Where("size", 1)));
        Assert.Equal(8, Grid().Where("method.size", 2).Count);
        Assert.StartsWith("No run has a metric 'hypervolumes'; there are hypervolume, seconds.", Error(() => Grid().GroupBy().Show("hypervolumes")));
    }

    [Fact]
    public void GroupsAreOrderedByNumbersAndThenWords()
    {
        var summary = Grid().GroupBy("window", "lambda");
        Assert.Equal(["2, 0.5", "2, 1", "10, 0.5", "10, 1"], summary.Rows.Select(row => string.Join(", ", row.Group)));
        Assert.All(summary.Rows, row => Assert.Equal(2, row.Runs));
        Assert.Contains("\n–, –", summary.ToString());
        Assert.DoesNotContain("differ", summary.ToString());
        Assert.Contains("Runs of one group differ in window, lambda: group by it too, or pick one.", Grid().GroupBy("method").ToMarkdown());
    }

    [Fact]
    public void WithoutANameTheMethodIsTakenAndWhatElseMustNotBeMixed()
    {
        Assert.Equal(["method"], Grid().GroupBy().Names);
        RunRecord[] runs = [Records.Of("LS", 0), Records.Of("LS", 0) with { Scale = "smoke" }, Records.Of("LS", 0) with { Data = new("multimnist", "code", "1") }, Records.Of("LS", 0) with { Experiment = "census" }];
        Assert.Equal(["experiment", "protocol", "scale", "method"], new RecordSelection(runs, []).GroupBy().Names);
    }

    [Fact]
    public void TheCommittedRunsMakeATableAndAFigure()
    {
        var runs = Runs.Load(Path.Combine(Repository.Root, "notebooks", "results", "multimnist.jsonl")).Where("experiment", "multimnist").Where("protocol", "code").Where("scale", "full");
        Assert.Empty(runs.SetAside);
        var row = runs.GroupBy("method").Show("hypervolume").Rows.Single(row => row.Group[0] == "PML");
        double[] values = [.. runs.Where("method", "PML").Select(run => run.Metrics["hypervolume"]).Order()];
        Assert.Equal((3, MeanDeviation.Of(values).Mean, MeanDeviation.Of(values).Deviation, values[0], values[^1]), (row.Runs, row.Mean, row.Deviation, row.Min, row.Max));
        // Of three numbers the 95 % interval is the range.
        Assert.Equal(values[0], row.Interval!.Value.Low, 1e-12);
        Assert.Equal(values[^1], row.Interval.Value.High, 1e-12);
        Assert.Contains("PML", ResultTable.Of(runs).ToMarkdown());
        Assert.Contains("PML (3 runs: 33 points, ", FrontFigure.Of(runs.Where("method", "PML", "LS")).Alt);
    }

    [Fact]
    public async Task ANotebookShowsWhatWasSetAside()
    {
        File("a.jsonl", "<b>", Records.Of("LS", 0, null, 1, ("hypervolume", 0.5)).ToJson());
        var session = new Session(_folder.Folder);
        await session.Run($"#r \"{typeof(Runs).Assembly.Location}\"\nusing PML.Experiments;\nvar runs = Runs.Load(@\"{_folder["a.jsonl"]}\");\nruns");
        Assert.StartsWith("<p>1 run: LS (1)</p>\n<p>Set aside, 1 line no run record: ", (string?)session.Data["text/html"]);
        Assert.DoesNotContain("<b>", (string?)session.Data["text/html"]);
        Assert.StartsWith("1 run: LS (1)\n", session.Shown);
        await session.Run("runs.GroupBy(\"method\")");
        Assert.StartsWith("<table class=\"pml-table\">\n<caption>hypervolume, higher is better</caption>", (string?)session.Data["text/html"]);
    }
}
