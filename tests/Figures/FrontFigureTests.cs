using System.Text.Json.Nodes;
using PML.Figures;
using PML.Metrics;
using PML.Support;
using PML.Tests.Results;
using PML.Training;
using PML.Weighting;

namespace PML.Tests.Figures;

public sealed class FrontFigureTests
{
    private static JsonNode Json(params IEnumerable<RunRecord>[] groups) => JsonNode.Parse(FrontFigure.Of(groups).ToJson())!;

    private static JsonNode[] Traces(JsonNode figure) => [.. figure["data"]!.AsArray().Select(t => t!)];

    private static double?[] Numbers(JsonNode? array) => [.. array!.AsArray().Select(v => (double?)v)];

    [Fact]
    public void TheFigureOfThePaperIsAsApproved() =>
        Approved.Matches("front-figure.approved.json", JsonNode.Parse(FrontFigure.Of(new FrontFigureOptions { Title = "MultiMNIST" }, Records.Front("PML"), Records.Baselines(), Records.SingleTask()).ToJson())!
            .ToJsonString(new() { WriteIndented = true }) + "\n");

    [Fact]
    public void EachSeedIsACurveInPerCentWithItsNonDominatedPartThick()
    {
        var traces = Traces(Json(Records.Front("PML")));
        Assert.Equal(4, traces.Length);
        Assert.Equal([96.0, 95.5, 95.7, 94.0], Numbers(traces[0]["x"]).Select(v => Math.Round(v!.Value, 9)));
        // The second point is better than the third in task 2 and worse in task 1: all four of seed 0 are on its front.
        Assert.DoesNotContain(null, Numbers(traces[1]["x"]));
        // Seed 1's last point is dominated by the one before it.
        Assert.Equal([false, false, false, true], Numbers(traces[3]["x"]).Select(v => v is null));
        Assert.True((double)traces[1]["line"]!["width"]! > 2 * (double)traces[0]["line"]!["width"]!);
        Assert.Equal((string)traces[0]["line"]!["color"]!, (string)traces[1]["line"]!["color"]!);
        Assert.NotEqual((string)traces[0]["line"]!["color"]!, (string)traces[2]["line"]!["color"]!);
        Assert.Equal(["", "PML, seed 0", "", "PML, seed 1"], traces.Select(t => (string?)t["name"] ?? ""));
    }

    [Fact]
    public void HoveringTellsTheWeighting()
    {
        var front = Enumerable.Range(0, 11).Select(i => (double[])[0.9 + i * 0.001, 0.95 - i * 0.001]).ToArray();
        var labels = Traces(Json([Records.Of("PML", 0, front)]))[0]["text"]!.AsArray().Select(l => (string)l!).ToArray();
        Assert.Equal("PML, seed 0<br>α = (1, 0)", labels[0]);
        Assert.Equal("PML, seed 0<br>α = (0.7, 0.3)", labels[3]);
        Assert.Equal("PML, seed 0<br>α = (0, 1)", labels[10]);
    }

    [Fact]
    public void ABaselineIsOneGreyMarkForEachSeedAndLooksTheSameInEveryFigure()
    {
        var traces = Traces(Json(Records.Baselines()));
        Assert.Equal(["LS", "UW"], traces.Select(t => (string)t["name"]!));
        Assert.Equal([95.0, 95.2], Numbers(traces[0]["x"]).Select(v => Math.Round(v!.Value, 9)));
        Assert.NotEqual(traces[0]["marker"]!["symbol"]!.ToJsonString(), traces[1]["marker"]!["symbol"]!.ToJsonString());
        var alone = Traces(Json(Records.Baselines()[2..]))[0];
        Assert.Equal(traces[1]["marker"]!.ToJsonString(), alone["marker"]!.ToJsonString());
        Assert.All(traces, t => Assert.Matches("^#(..)\\1\\1$", (string)t["marker"]!["color"]!));
    }

    [Fact]
    public void EveryMethodOfTheKitHasAMarkOfItsOwnThatNoOtherMethodOfTheFigureChanges()
    {
        static string[] Marks(IEnumerable<string> methods) =>
            [.. Traces(Json(methods.Select(method => Records.Of(method, 0, [[0.9, 0.9]])))).Select(t => $"{t["name"]}: {t["marker"]!["symbol"]} {t["marker"]!["color"]}")];
        var names = Baselines.All.Select(method => method.Name).ToArray();
        var marks = Marks(names);
        Assert.Equal(names.Length, marks.Select(mark => mark.Split(": ")[1].Split(' ')[0]).Distinct().Count());
        Assert.Equal(marks, Marks([.. names, "A method of the reader's"])[..^1]);
        Assert.Equal(marks.Reverse(), Marks(names.Reverse()));
    }

    [Fact]
    public void ALongLegendMakesTheFigureHigher()
    {
        static int Height(int methods) => FrontFigure.Of(Enumerable.Range(0, methods).Select(i => Records.Of($"M{i}", 0, [[0.9, 0.9]]))).Height;
        Assert.Equal(new Figure().Height, Height(12));
        // A line of the legend takes 21 pixels at this font.
        Assert.InRange(Height(40) - Height(30), 10 * 21, 10 * 25);
    }

    [Fact]
    public void SingleTaskLearningIsADashedLineAcrossForEachTask()
    {
        var shapes = Json(Records.Front("PML"), Records.SingleTask())["layout"]!["shapes"]!.AsArray().Select(s => s!).ToArray();
        var vertical = shapes.Where(s => (string?)s["yref"] == "y domain").ToArray();
        var horizontal = shapes.Where(s => (string?)s["xref"] == "x domain").ToArray();
        Assert.Equal([96.1, 96.3], vertical.Select(s => Math.Round((double)s["x0"]!, 9)));
        Assert.Equal([94.6, 94.8], horizontal.Select(s => Math.Round((double)s["y1"]!, 9)));
        Assert.All(shapes, s => Assert.Equal("dash", (string)s["line"]!["dash"]!));
        Assert.Single(shapes, s => (bool?)s["showlegend"] == true);
    }

    [Fact]
    public void EverythingLiesInsideTheAxes()
    {
        var figure = Json(Records.Front("PML"), Records.Baselines(), Records.SingleTask());
        foreach (var axis in (string[])["x", "y"])
        {
            var range = Numbers(figure["layout"]![axis + "axis"]!["range"]);
            var values = Traces(figure).SelectMany(t => Numbers(t[axis])).OfType<double>()
                .Concat(figure["layout"]!["shapes"]!.AsArray().Where(s => (string?)s![axis + "ref"] is null).Select(s => (double)s![axis + "0"]!));
            Assert.All(values, v => Assert.InRange(v, range[0]!.Value, range[1]!.Value));
        }
    }

    [Fact]
    public void SeveralMethodsWithCurvesGetAHueEach()
    {
        var colors = Traces(Json(Records.Front("PML"), Records.Front("PML, plain rate"))).Select(t => (string)t["line"]!["color"]!).Distinct().ToArray();
        Assert.Equal(4, colors.Length);
        Assert.Equal(FigureStyle.MethodColor(0, 0), colors[0]);
        Assert.Equal(FigureStyle.MethodColor(1, 1), colors[3]);
        Assert.Equal(FigureStyle.SeedColor(1), FigureStyle.MethodColor(1, 0));
    }

    [Fact]
    public void AMethodOfManyNetworksKeepsItsHueInEveryFigure()
    {
        static string Hue(string method, params string[] methods) => (string)Traces(Json(methods.Select(name => Records.Front(name)[0]))).First(t => (string?)t["name"] == $"{method}, seed 0")["line"]!["color"]!;
        Assert.Equal(Hue("COSMOS", "PML", "COSMOS"), Hue("COSMOS", "PHN-LS", "A reader's", "COSMOS"));
        // A method without a hue of its own takes one that is free.
        Assert.Equal(FigureStyle.MethodColor(0, 0), Hue("A reader's", "COSMOS", "A reader's"));
        Assert.Equal(FigureStyle.MethodColor(2, 0), Hue("A reader's", "COSMOS", "PML", "A reader's"));
    }

    [Fact]
    public void ARunWithANoteIsDashedInTheShadeOfItsSeed()
    {
        var (solid, dashed) = (Records.Front("COSMOS"), Records.Front("COSMOS").Select(r => r with { Command = "short" }));
        var options = new FrontFigureOptions { Dashed = run => run.Command == "short" ? "10 epochs" : null };
        var thick = Traces(JsonNode.Parse(FrontFigure.Of(options, Records.Front("PML"), solid, dashed).ToJson())!).Where(t => ((string?)t["name"])?.StartsWith("COSMOS", StringComparison.Ordinal) == true).ToArray();
        Assert.Equal(["COSMOS, seed 0", "COSMOS, seed 0 (10 epochs)", "COSMOS, seed 1", "COSMOS, seed 1 (10 epochs)"], thick.Select(t => (string)t["name"]!));
        Assert.Equal([false, true, false, true], thick.Select(t => t["line"]!["dash"] is not null));
        Assert.Equal((string)thick[2]["line"]!["color"]!, (string)thick[3]["line"]!["color"]!);
    }

    [Fact]
    public void TheValidationSplitTakesThePlaceOfTheTestSplit()
    {
        RunRecord[] runs = [Records.Front("PML")[0] with { ValidFront = [[0.8, 0.7], [0.7, 0.8]] }, Records.SingleTask()[0] with { ValidFront = [[0.75, 0.1]] }];
        var figure = JsonNode.Parse(FrontFigure.Of(new FrontFigureOptions { Validation = true }, runs).ToJson())!;
        Assert.Equal([80.0, 70.0], Numbers(Traces(figure)[0]["x"]));
        Assert.Equal(75, (double)Assert.Single(figure["layout"]!["shapes"]!.AsArray())!["x0"]!);
    }

    [Fact]
    public void LossesAreMinimisedAndShownAsTheyAre()
    {
        var options = new FrontFigureOptions { Direction = Direction.Minimize, Percent = false, XTitle = "Loss 1", YTitle = "Loss 2" };
        var figure = FrontFigure.Of(options, [Records.Of("PML", 0, [[1, 3], [2, 2], [3, 2.5]])]);
        var thick = Traces(JsonNode.Parse(figure.ToJson())!)[1];
        Assert.Equal([1, 2, null], Numbers(thick["x"]));
        Assert.Equal("Loss 1", (string)JsonNode.Parse(figure.ToJson())!["layout"]!["xaxis"]!["title"]!["text"]!);
        Assert.EndsWith("Bottom left is best.", figure.Alt);
    }

    [Fact]
    public void OnePointAloneHasRoomAroundIt()
    {
        var range = Numbers(Json([Records.Of("LS", 0, [[0.9, 0.8]])])["layout"]!["xaxis"]!["range"]);
        Assert.True(range[0] < 90 && range[1] > 90);
    }

    [Fact]
    public void RefusesWhatItCannotShow()
    {
        static string Error(params RunRecord[] records) => Assert.Throws<PmlException>(() => FrontFigure.Of(records)).Message;
        Assert.Contains("at least one run", Error());
        Assert.Contains("PML, seed 2 has points of 3", Error(Records.Of("PML", 2, [[1, 2, 3], [3, 2, 1]])));
        Assert.Contains("LS, seed 0 has no front", Error(Records.Of("LS", 0)));
    }
}
