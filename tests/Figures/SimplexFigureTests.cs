using System.Text.Json.Nodes;
using PML.Figures;
using PML.Support;
using PML.Tests.Results;
using PML.Training;

namespace PML.Tests.Figures;

public sealed class SimplexFigureTests
{
    private static readonly JsonNode Json = JsonNode.Parse(SimplexFigure.Of(ThreeTaskFronts.Tasks, [ThreeTaskFronts.Run(0), ThreeTaskFronts.Run(1)]).ToJson())!;

    private static JsonNode[] Traces => [.. Json["data"]!.AsArray().Select(t => t!)];

    [Fact]
    public void AStandInsFiguresSaySo()
    {
        var run = ThreeTaskFronts.Run(0);
        var standIn = run with { Data = run.Data with { Name = "synth-faces" } };
        foreach (var of in (Func<RunRecord, Figure>[])[run => SimplexFigure.Of(ThreeTaskFronts.Tasks, [run]), run => SpaceFrontFigure.Of(ThreeTaskFronts.Tasks, [run])])
        {
            Assert.Contains("[stand-in data: synth-faces]", of(standIn).ToJson());
            Assert.Contains("[stand-in data: synth-faces]", of(standIn).Alt);
            Assert.DoesNotContain("stand-in", of(run).ToJson() + of(run).Alt);
        }
    }

    [Fact]
    public void EachRunHasARowAndEachTaskAPanelOf66Hexagons()
    {
        Assert.Equal(6, Traces.Length);
        Assert.All(Traces, t => Assert.Equal(66, t["x"]!.AsArray().Count));
        Assert.Equal(6, Traces.Select(t => (string)t["xaxis"]!).Distinct().Count());
        Assert.Equal(["coloraxis", "coloraxis2", "coloraxis3", "coloraxis", "coloraxis2", "coloraxis3"], Traces.Select(t => (string)t["marker"]!["coloraxis"]!));
    }

    [Fact]
    public void AHexagonLiesWhereItsWeightingDoesAndItsColourIsTheMetric()
    {
        static (string, double, double, double) At(JsonNode trace, int i) =>
            ((string)trace["text"]![i]!, (double)trace["x"]![i]!, (double)trace["y"]![i]!, (double)trace["marker"]!["color"]![i]!);
        // The lattice begins at the first corner and ends at the third.
        Assert.Equal(("α = (1, 0, 0)", 0.0, 0.0, 97.0), At(Traces[0], 0));
        Assert.Equal(("α = (0, 1, 0)", 1.0, 0.0, 96.0), At(Traces[1], 55));
        Assert.Equal(("α = (0, 0, 1)", 0.5, 0.86603, 0.08), At(Traces[2], 65));
    }

    [Fact]
    public void NeighbouringHexagonsTouch()
    {
        // Points an axis of 1.28 units on 250 pixels: a step of 0.1 is 19.5 pixels, the width of a hexagon of height 22.6.
        Assert.Equal(0.1 * 250 / 1.28 * 2 / Math.Sqrt(3), (double)Traces[0]["marker"]!["size"]!, 0.7);
    }

    [Fact]
    public void TheScaleIsSharedByTheRunsAndTurnedWhereLowerIsBetter()
    {
        var layout = Json["layout"]!;
        Assert.Equal((95.0, 97.1), ((double)layout["coloraxis"]!["cmin"]!, (double)layout["coloraxis"]!["cmax"]!));
        Assert.False((bool)layout["coloraxis"]!["reversescale"]!);
        Assert.True((bool)layout["coloraxis3"]!["reversescale"]!);
        Assert.Equal(" %", (string)layout["coloraxis"]!["colorbar"]!["ticksuffix"]!);
        var texts = layout["annotations"]!.AsArray().Select(a => (string)a!["text"]!).ToArray();
        Assert.Contains("Gender, accuracy, %", texts);
        Assert.Contains("Age, Huber loss (lower is better)", texts);
        Assert.Contains("PML, seed 1", texts);
    }

    [Fact]
    public void OtherFrontsAreRefused()
    {
        static string Error(IReadOnlyList<double[]> front) => Assert.Throws<PmlException>(() => SimplexFigure.Of(ThreeTaskFronts.Tasks, [Records.Of("PML", 0, front)])).Message;
        Assert.Contains("66 weightings; multimnist, PML, seed 0 has 1", Error([[1, 1, 1]]));
        Assert.Contains("3 tasks; multimnist, PML, seed 0 has points of 2", Error([.. Enumerable.Repeat((double[])[1, 1], 66)]));
        Assert.Contains("at least one run", Assert.Throws<PmlException>(() => SimplexFigure.Of(ThreeTaskFronts.Tasks)).Message);
    }
}
