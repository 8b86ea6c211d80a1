using System.Text.Json.Nodes;
using PML.Figures;
using PML.Support;

namespace PML.Tests.Figures;

public sealed class LossSurfaceFigureTests
{
    private static readonly double[] Alphas = [0, 0.25, 1];

    [Fact]
    public void APanelIsTheWeightedSumOfTheLossesWithTheSubspaceOnIt()
    {
        var json = JsonNode.Parse(LossSurfaceFigure.Of(HandMadeRuns.Found(), Alphas, (1, -2, 1)).ToJson())!;
        var surfaces = json["data"]!.AsArray().Select(t => t!).Where(t => (string)t["type"]! == "surface").ToArray();
        Assert.Equal(["scene", "scene2", "scene3"], surfaces.Select(s => (string)s["scene"]!));
        var (x, y) = (surfaces[1]["x"]!.AsArray(), surfaces[1]["y"]!.AsArray());
        foreach (var (i, j) in ((int, int)[])[(0, 0), (10, 40), (44, 3)])
        {
            var losses = HandMadeRuns.Objective.Losses((double)x[i]!, (double)y[j]!);
            // plotly.js reads a row of z for each y.
            Assert.Equal(0.25 * losses[0] + 0.75 * losses[1], (double)surfaces[1]["z"]![j]![i]!, 0.006);
        }

        var lines = json["data"]!.AsArray().Select(t => t!).Where(t => (string)t["type"]! == "scatter3d" && (string)t["scene"]! == "scene2").ToArray();
        Assert.Equal("#0072B2", (string)lines[0]["line"]!["color"]!);
        Assert.Equal([7.0, -7.0], [(double)lines[0]["x"]![0]!, (double)lines[0]["x"]!.AsArray()[^1]!]);
        // Both strokes of the cross meet at the network of this weighting.
        Assert.All(lines[1..], stroke => Assert.Equal(0.25 * 7 - 0.75 * 7, (double)stroke["x"]![1]!, 1e-6));
        Assert.Equal(-2, (double)json["layout"]!["scene3"]!["camera"]!["eye"]!["y"]!);
        Assert.Contains("α = 0.25", json["layout"]!["annotations"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("found 1 members", Assert.Throws<PmlException>(() => LossSurfaceFigure.Of(HandMadeRuns.Baseline()[0], Alphas, (1, 1, 1))).Message);
        Assert.Contains("0 weightings", Assert.Throws<PmlException>(() => LossSurfaceFigure.Of(HandMadeRuns.Found(), [], (1, 1, 1))).Message);
        Assert.Contains("must lie in [0, 1]; found 2", Assert.Throws<PmlException>(() => LossSurfaceFigure.Of(HandMadeRuns.Found(), [2], (1, 1, 1))).Message);
    }

    // Surfaces need WebGL, which a headless Chromium emulates.
    [SkippableFact]
    public void PlotlyDrawsIt()
    {
        Skip.IfNot(ChromiumRenderer.IsAvailable(out var why), why);
        var figure = LossSurfaceFigure.Of(HandMadeRuns.Found(), [0.5], (1, -2, 1));
        var empty = new Figure { Width = figure.Width, Height = figure.Height, PixelRatio = figure.PixelRatio };
        var pictures = ChromiumRenderer.Render([figure, empty], ImageFormat.Png);
        Assert.True(pictures[0].Length > 3 * pictures[1].Length, "The surface is not in the picture.");
    }
}
