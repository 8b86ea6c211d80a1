using System.Text.Json.Nodes;
using PML.Figures;
using PML.Support;
using PML.Tests.Results;
using PML.Training;

namespace PML.Tests.Figures;

public sealed class FrontGridFigureTests
{
    private static readonly double[][] Curve = [[0.96, 0.93], [0.955, 0.942], [0.94, 0.95]];

    private static RunRecord Run(int window, double lambda, long seed) => Records.Of("PML", seed, Curve) with
    {
        Config = new JsonObject { ["method"] = new JsonObject { ["window"] = window, ["lambda"] = lambda } },
        ValidFront = [.. Curve.Select(point => (double[])[point[0] - 0.1, point[1]])],
    };

    private static readonly RunRecord[] Runs = [Run(10, 0, 0), Run(2, 0, 0), Run(2, 5, 0), Run(2, 5, 1)];

    private static JsonNode Json(FrontFigureOptions options, params IEnumerable<RunRecord>[] references) =>
        JsonNode.Parse(FrontGridFigure.Of(options, "window", "lambda", Runs, references).ToJson())!;

    private static string[] Titles(JsonNode figure) => [.. figure["layout"]!["annotations"]!.AsArray().Select(a => (string)a!["text"]!).Where(text => text.Contains('='))];

    [Fact]
    public void PanelsAreOrderedByNumberAndThoseWithoutRunsStayAway() =>
        Assert.Equal(["W = 2, λ = 0", "W = 2, λ = 5", "W = 10, λ = 0"], Titles(Json(new())));

    [Fact]
    public void EveryPanelHasItsSeedsTheBaselinesAndTheSingleTaskLinesAndTheLegendNamesEachOnce()
    {
        var json = Json(new(), Records.Baselines(), Records.SingleTask());
        var panels = json["data"]!.AsArray().Select(t => t!).GroupBy(t => (string)t["xaxis"]!).ToArray();
        // Two baselines, and a thin and a thick line for each seed.
        Assert.Equal([("x", 4), ("x2", 6), ("x3", 4)], panels.Select(panel => (panel.Key, panel.Count())));
        var named = json["data"]!.AsArray().Where(t => (bool)t!["showlegend"]!).Select(t => (string)t!["name"]!).ToArray();
        Assert.Equal(["LS", "UW", "PML, seed 0", "PML, seed 1"], named);
        var lines = json["layout"]!["shapes"]!.AsArray().Select(s => s!).ToArray();
        Assert.Equal(12, lines.Length);
        Assert.Equal(["y domain", "y2 domain", "y3 domain"], lines.Select(line => (string?)line["yref"]).OfType<string>().Where(axis => axis.EndsWith("domain", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void TheValidationSplitIsShownWhereItIsAskedFor()
    {
        double First(FrontFigureOptions options) => (double)Json(options)["data"]![0]!["x"]![0]!;
        Assert.Equal(96, First(new()), 1e-9);
        Assert.Equal(86, First(new() { Validation = true }), 1e-9);
        Assert.Contains("UW, seed 0 has none", Assert.Throws<PmlException>(() => Json(new() { Validation = true }, Records.Baselines()[2..])).Message);
    }

    [Fact]
    public void ASettingThatRunsLackIsNamed()
    {
        Assert.Contains("no setting 'windows'", Assert.Throws<PmlException>(() => FrontGridFigure.Of(new(), "windows", "lambda", Runs)).Message);
        Assert.Contains("found none", Assert.Throws<PmlException>(() => FrontGridFigure.Of(new(), "window", "lambda", [])).Message);
    }
}
