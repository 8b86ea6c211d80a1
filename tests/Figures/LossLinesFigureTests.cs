using System.Text.Json.Nodes;
using PML.Figures;
using PML.Support;

namespace PML.Tests.Figures;

public sealed class LossLinesFigureTests
{
    [Fact]
    public void EachWeightingHasACurveAndTheNetworkOfThatWeightingLiesOnItsLowestPlace()
    {
        double[] alphas = [0, 0.3, 1];
        var traces = JsonNode.Parse(LossLinesFigure.Of(HandMadeRuns.Found(), alphas).ToJson())!["data"]!.AsArray().Select(t => t!).ToArray();
        Assert.Equal(6, traces.Length);
        for (var i = 0; i < 3; i++)
        {
            var (curve, mark) = (traces[i], traces[i + 3]);
            Assert.Equal((string)curve["line"]!["color"]!, (string)mark["marker"]!["color"]!);
            Assert.Equal(14 * alphas[i] - 7, (double)mark["x"]![0]!, 1e-6);
            var lowest = curve["y"]!.AsArray().Min(y => (double)y!);
            Assert.Equal(lowest, (double)mark["y"]![0]!, 0.01);
        }

        Assert.Equal(["α = 0", "α = 0.3", "α = 1"], traces[..3].Select(t => (string)t["name"]!));
        Assert.Equal(3, traces[..3].Select(t => (string)t["line"]!["color"]!).Distinct().Count());
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("found 1", Assert.Throws<PmlException>(() => LossLinesFigure.Of(HandMadeRuns.Baseline()[0], [0])).Message);
        Assert.Contains("must differ", Assert.Throws<PmlException>(() => LossLinesFigure.Of(HandMadeRuns.Of("PML", [0, 1], new[,] { { 2.0, 1 }, { 2.0, 3 } }), [0])).Message);
        Assert.Contains("must lie in [0, 1]; found -1", Assert.Throws<PmlException>(() => LossLinesFigure.Of(HandMadeRuns.Found(), [-1])).Message);
    }
}
