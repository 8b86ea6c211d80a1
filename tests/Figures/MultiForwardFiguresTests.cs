using System.Text.Json.Nodes;
using PML.Figures;
using PML.Support;

namespace PML.Tests.Figures;

public sealed class MultiForwardFiguresTests
{
    private static readonly double[][] Alphas = [[0.9, 0.1], [0.7, 0.3], [0.5, 0.5], [0.3, 0.7], [0.1, 0.9]];
    private static readonly double[][] Right = [[0.1, 0.9], [0.2, 0.6], [0.35, 0.38], [0.6, 0.22], [0.9, 0.1]];
    private static readonly double[][] Wrong = [[0.1, 0.9], [0.2, 0.6], [0.7, 0.68], [0.6, 0.22], [0.9, 0.1]];

    private static JsonNode[] Traces(Figure figure) => [.. JsonNode.Parse(figure.ToJson())!["data"]!.AsArray().Select(t => t!)];

    [Fact]
    public void OnlyTheEdgesOfWrongOrderAreRedAndOnlyDominatedPointsAreCrosses()
    {
        var figure = PenaltyFigure.Of(Alphas, Right, Wrong);
        var lines = Traces(figure).Where(t => (string)t["mode"]! == "lines" && t["x"]![0] is not null).ToArray();
        // The third weighting's loss is too high for task 1 beside the fourth's, and for task 2 beside the second's.
        Assert.Equal(["0.6 0.7", "0.2 0.7"], lines.Select(t => $"{t["x"]![0]} {t["x"]![1]}"));
        Assert.All(lines, t => Assert.Equal("x2", (string)t["xaxis"]!));
        var crosses = Traces(figure).Where(t => (string?)t["marker"]?["symbol"] == "x").ToArray();
        Assert.Equal([0, 1], crosses.Select(t => t["x"]!.AsArray().Count));
        Assert.Contains("R = 0 and R = 0.0", figure.Alt);
    }

    [Theory]
    [InlineData(2, 6, 4)]
    [InlineData(3, 7, 3)]
    public void TheFullGraphHasTheRemovedEdgesDashedAndTheFinalOneAnArrowForEachEdge(int tasks, int removed, int kept)
    {
        double[][] three = [[0.6, 0.2, 0.2], [0.2, 0.5, 0.3], [0.2, 0.1, 0.7], [0.85, 0.05, 0.1], [0.1, 0.8, 0.1]];
        var traces = Traces(MultiForwardGraphFigure.Of(tasks == 2 ? Alphas : three));
        // Of three tasks, two of the five weightings share their weight on the first.
        var dashed = traces.Where(t => t["line"]?["dash"] is not null).ToArray();
        Assert.Equal(tasks, dashed.Length);
        Assert.Equal(tasks == 3 ? removed - 1 : removed, dashed[0]["x"]!.AsArray().Count(v => v is null));
        var heads = traces.Where(t => (string?)t["marker"]?["symbol"] == "arrow").ToArray();
        Assert.Equal(2 * tasks, heads.Length);
        Assert.Equal(2 * kept, heads[1]["x"]!.AsArray().Count);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("found 1 of 2", Assert.Throws<PmlException>(() => MultiForwardGraphFigure.Of([[1, 0]])).Message);
        Assert.Contains("found 4 points", Assert.Throws<PmlException>(() => PenaltyFigure.Of(Alphas, Right[..4])).Message);
        Assert.Contains("found none", Assert.Throws<PmlException>(() => PenaltyFigure.Of(Alphas)).Message);
    }
}
