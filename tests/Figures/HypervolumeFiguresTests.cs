using System.Text.Json.Nodes;
using PML.Figures;
using PML.Metrics;
using PML.Support;
using PML.Tests.Results;

namespace PML.Tests.Figures;

public sealed class HypervolumeFiguresTests
{
    private static JsonNode[] Traces(Figure figure) => [.. JsonNode.Parse(figure.ToJson())!["data"]!.AsArray().Select(t => t!)];

    private static double[] Numbers(JsonNode? array) => [.. array!.AsArray().Select(v => (double)v!)];

    [Theory]
    [InlineData(Direction.Minimize, 1)]
    [InlineData(Direction.Maximize, 0)]
    public void TheFilledAreaIsTheHypervolume(Direction direction, double reference)
    {
        double[][] points = [[0.1, 0.7], [0.3, 0.4], [0.6, 0.2], [0.5, 0.6], [0.1, 0.7]];
        var traces = Traces(HypervolumeFigure.Of(points, [reference, reference], direction));
        var (x, y) = (Numbers(traces[0]["x"]), Numbers(traces[0]["y"]));
        // The area of a polygon by its corners.
        var area = Enumerable.Range(0, x.Length - 1).Sum(i => x[i] * y[i + 1] - x[i + 1] * y[i]) / 2;
        Assert.Equal((x[0], y[0]), (x[^1], y[^1]));
        Assert.Equal(Hypervolume.Of(points, [reference, reference], direction), Math.Abs(area), 1e-12);
    }

    [Fact]
    public void APointBeyondTheReferenceIsShownAndCoversNothing()
    {
        var traces = Traces(HypervolumeFigure.Of([[2, 0.5]], [1, 1]));
        Assert.Equal(["points", "reference"], traces.Select(t => (string)t["name"]!));
        Assert.Contains("found 0", Assert.Throws<PmlException>(() => HypervolumeFigure.Of([], [1, 1])).Message);
    }

    [Fact]
    public void EachMethodHasABoxWithItsRunsAndOnlyMethodsWithFrontsHaveAHue()
    {
        var pml = Records.Front("PML").Select((run, i) => run with { Metrics = new Dictionary<string, double> { ["hypervolume"] = 0.9 + 0.01 * i } });
        var figure = HypervolumeBoxes.Of(pml, [Records.Of("LS", 0, [[0.9, 0.9]], 1, ("hypervolume", 0.81)), Records.Of("UW", 0, [[0.9, 0.9]])]);
        var traces = Traces(figure);
        Assert.Equal(["PML", "LS"], traces.Select(t => (string)t["name"]!));
        Assert.Equal([0.9, 0.91], Numbers(traces[0]["x"]));
        Assert.Equal(FigureStyle.MethodColor(0, 0), (string)traces[0]["line"]!["color"]!);
        Assert.Matches("^#(..)\\1\\1$", (string)traces[1]["line"]!["color"]!);
        Assert.Contains("highest mean is that of PML", figure.Alt);
        Assert.Contains("'accuracy'", Assert.Throws<PmlException>(() => HypervolumeBoxes.Of("accuracy", "", pml)).Message);
    }
}
