using System.Text.Json.Nodes;
using PML.Figures;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using PML.Weighting;

namespace PML.Tests.Figures;

public sealed class SpaceFrontFigureTests
{
    private static JsonNode Json(params RunRecord[] runs) => JsonNode.Parse(SpaceFrontFigure.Of(ThreeTaskFronts.Tasks, runs).ToJson())!;

    [Fact]
    public void InnerWeightingsHaveSixNeighboursAndTheTriangleHasItsEdgesOnce()
    {
        var alphas = Simplex.Lattice(3, 10);
        var pairs = SpaceFrontFigure.Neighbours(alphas).ToArray();
        // 55 small triangles that point up, with three edges each, share none.
        Assert.Equal(3 * 55, pairs.Distinct().Count());
        Assert.Equal(3 * 55, pairs.Length);
        for (var i = 0; i < alphas.Count; i++)
        {
            var expected = alphas[i].Count(a => a == 0) switch { 0 => 6, 1 => 4, _ => 2 };
            Assert.Equal(expected, pairs.Count(pair => pair.From == i || pair.To == i));
        }
    }

    [Fact]
    public void EachRunHasAPanelWithCornersColoursAndTheBaselinesInGrey()
    {
        var json = Json(ThreeTaskFronts.Run(0), ThreeTaskFronts.Run(1), ThreeTaskFronts.Baseline("LS", 0), ThreeTaskFronts.Baseline("LS", 1));
        var traces = json["data"]!.AsArray().Select(t => t!).ToArray();
        Assert.Equal(["scene", "scene", "scene", "scene2", "scene2", "scene2"], traces.Select(t => (string)t["scene"]!));
        Assert.Equal(["#0072B2", "#D55E00", "#009E73"], new[] { 0, 55, 65 }.Select(i => (string)traces[1]["marker"]!["color"]![i]!));
        Assert.Equal([true, false], new[] { traces[2], traces[5] }.Select(t => (bool)t["showlegend"]!));
        Assert.Equal(2, traces[2]["x"]!.AsArray().Count);
        Assert.Equal(["task 1", "task 2", "task 3"], json["layout"]!["scene"]!["annotations"]!.AsArray().Select(a => (string)a!["text"]!));
    }

    [Fact]
    public void TheMarksOfAllMethodsOfThePaperStayApart()
    {
        string[] methods = [.. Baselines.Paper.Select(method => method.Name), "RLW", "RotoGrad"];
        var traces = Json([ThreeTaskFronts.Run(0), .. methods.Select(method => ThreeTaskFronts.Baseline(method, 0))])["data"]!.AsArray().Skip(2).ToArray();
        Assert.Equal(methods, traces.Select(t => (string)t!["name"]!));
        Assert.Equal(methods.Length, traces.Select(t => ((string)t!["marker"]!["symbol"]!, (string)t["marker"]!["color"]!)).Distinct().Count());
    }

    [Fact]
    public void TheMiddleOfTheCubeIsSeenInTheMiddleAndItsAxesRunTowardsTheReaderAndUp()
    {
        var camera = new SpaceCamera(1);
        var (x, y) = camera.Project([0.5, 0.5, 0.37], 400);
        Assert.Equal(0, x, 9);
        Assert.Equal(0, y, 9);
        Assert.True(camera.Project([1, 0.5, 0.5], 400).X < 0 && camera.Project([0.5, 1, 0.5], 400).X > 0);
        Assert.True(camera.Project([0.5, 0.5, 1], 400).Y > camera.Project([0.5, 0.5, 0.5], 400).Y);
    }

    [Fact]
    public void ALabelGoesToTheSideWithoutPoints()
    {
        Assert.True(SpaceCamera.Shift((0, 0), [(0, 0), (30, 0), (60, 0)]).X < 0);
        Assert.True(SpaceCamera.Shift((0, 0), [(0, 0), (0, 20), (-40, 0), (40, 0)]).Y < 0);
    }

    [Fact]
    public void AnAxisWhereLowerIsBetterRunsTheOtherWay()
    {
        var scene = Json(ThreeTaskFronts.Run(0))["layout"]!["scene"]!;
        double[] Range(string axis) => [.. scene[axis]!["range"]!.AsArray().Select(v => (double)v!)];
        Assert.True(Range("xaxis")[0] < Range("xaxis")[1]);
        Assert.True(Range("zaxis")[0] > Range("zaxis")[1]);
    }

    [Fact]
    public void OtherThanThreeTasksAreRefused()
    {
        Assert.Contains("found 2 and 1", Assert.Throws<PmlException>(() => SpaceFrontFigure.Of(ThreeTaskFronts.Tasks[..2], [ThreeTaskFronts.Run(0)])).Message);
        Assert.Contains("found 3 and 0", Assert.Throws<PmlException>(() => SpaceFrontFigure.Of(ThreeTaskFronts.Tasks, [ThreeTaskFronts.Baseline("LS", 0)])).Message);
    }
}
