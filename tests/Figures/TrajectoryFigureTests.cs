using System.Text.Json.Nodes;
using PML.Figures;
using PML.Support;

namespace PML.Tests.Figures;

public sealed class TrajectoryFigureTests
{
    private static JsonNode Json(Figure figure) => JsonNode.Parse(figure.ToJson())!;

    private static JsonNode[] Traces(JsonNode figure, string axis) => [.. figure["data"]!.AsArray().Select(t => t!).Where(t => ((string?)t["xaxis"] ?? "x") == axis)];

    private static double[] Numbers(JsonNode? array) => [.. array!.AsArray().Select(v => (double)v!)];

    [Fact]
    public void EachMethodHasAPanelWithTheSameAxes()
    {
        var figure = Json(TrajectoryFigure.Of(HandMadeRuns.Baseline("LS"), HandMadeRuns.Baseline("UW"), [HandMadeRuns.Found()]));
        Assert.Equal(["LS", "UW", "PML"], figure["layout"]!["annotations"]!.AsArray().Select(a => (string)a!["text"]!).Where(text => !text.StartsWith("Loss", StringComparison.Ordinal)));
        foreach (var axis in (string[])["xaxis", "yaxis"])
            foreach (var other in (string[])["2", "3"])
                Assert.Equal(Numbers(figure["layout"]![axis]!["range"]), Numbers(figure["layout"]![axis + other]!["range"]));
        // Side by side, without overlap.
        Assert.True(Numbers(figure["layout"]!["xaxis"]!["domain"])[1] < Numbers(figure["layout"]!["xaxis2"]!["domain"])[0]);
        Assert.Equal(1, Numbers(figure["layout"]!["xaxis3"]!["domain"])[1]);
    }

    [Fact]
    public void ABaselinesPointsAreColouredByTheStepFromBulletToCross()
    {
        var traces = Traces(Json(TrajectoryFigure.Of(HandMadeRuns.Baseline(), [HandMadeRuns.Found()])), "x");
        var coloured = traces.Where(t => (string?)t["marker"]?["coloraxis"] == "coloraxis").ToArray();
        Assert.Equal(5, coloured.Length);
        Assert.Equal([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000], Numbers(coloured[0]["marker"]!["color"]));
        // The end is the middle of the front for all five.
        Assert.All(coloured, t => Assert.Equal(-15.09, Numbers(t["x"])[^1], 0.01));
        Assert.Equal(5, traces.Count(t => (string?)t["marker"]?["symbol"] == "x" && t["x"]!.AsArray().Count == 1 && t["x"]![0] is not null));
    }

    [Fact]
    public void APairIsBlueAndRedWithItsSubspacesDashedAndTheLastOnTheFront()
    {
        var run = HandMadeRuns.Found();
        var traces = Traces(Json(TrajectoryFigure.Of(HandMadeRuns.Baseline(), [run])), "x2");
        Assert.Equal(2, traces.Select(t => (string?)t["marker"]?["color"]).Where(color => color is "#0072B2" or "#D55E00").Distinct().Count());
        var dashed = traces.Where(t => t["line"]?["dash"] is not null).ToArray();
        Assert.InRange(dashed.Length, 3, 6);
        // From the second member's start to the first one's, or the other way round; at the end both of the front's ends.
        Assert.Equal(run.Trajectory(0)[0][0], Numbers(dashed[0]["x"])[0], 1e-3);
        Assert.Equal(run.Trajectory(1)[0][0], Numbers(dashed[0]["x"])[^1], 1e-3);
        Assert.Equal(-20, Numbers(dashed[^1]["x"])[0], 0.05);
        Assert.Equal(-20, Numbers(dashed[^1]["y"])[^1], 0.05);
    }

    [Fact]
    public void NothingToShowIsRefused()
    {
        Assert.Contains("at least one run in each panel", Assert.Throws<PmlException>(() => TrajectoryFigure.Of()).Message);
        Assert.Contains("at least one run in each panel", Assert.Throws<PmlException>(() => TrajectoryFigure.Of(HandMadeRuns.Baseline(), [])).Message);
    }

    [SkippableFact]
    public void PlotlyDrawsEveryFigureOfTheExample()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        Figure[] figures =
        [
            TrajectoryFigure.Of(HandMadeRuns.Baseline(), [HandMadeRuns.Found()]),
            PairGridFigure.Trajectories([HandMadeRuns.Found(), HandMadeRuns.Missed()]),
            PairGridFigure.Subspaces([HandMadeRuns.Found(), HandMadeRuns.Missed()]),
            LossLinesFigure.Of(HandMadeRuns.Found(), [0, 0.5, 1]),
        ];
        var pictures = ChromiumRenderer.Render(figures, ImageFormat.Svg).Select(bytes => System.Text.Encoding.UTF8.GetString(bytes)).ToArray();
        Assert.Contains("Pareto front", pictures[0]);
        Assert.Contains("✗", pictures[1]);
        Assert.Contains("✗", pictures[2]);
        Assert.Contains("α = 0.5", pictures[3]);
    }
}
