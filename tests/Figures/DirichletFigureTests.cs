using System.Text.Json.Nodes;
using PML.Figures;
using PML.Support;

namespace PML.Tests.Figures;

public sealed class DirichletFigureTests
{
    private static JsonNode[] Traces(int members, params double[] p) => [.. JsonNode.Parse(DirichletFigure.Of(members, p).ToJson())!["data"]!.AsArray().Select(t => t!)];

    private static double[] Numbers(JsonNode? array) => [.. array!.AsArray().Select(v => (double)v!)];

    [Fact]
    public void TheCurvesAreTheDensityOfTheFirstWeight()
    {
        var traces = Traces(2, 1, 2, 100);
        Assert.All(Numbers(traces[0]["y"]), y => Assert.Equal(1, y, 1e-9));
        // Beta(2, 2) has the density 6 x (1 - x).
        Assert.Equal(Numbers(traces[1]["x"]).Select(x => 6 * x * (1 - x)), Numbers(traces[1]["y"]), (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal(99, Array.IndexOf(Numbers(traces[2]["y"]), Numbers(traces[2]["y"]).Max()));
    }

    [Fact]
    public void TheTrianglesAreLightWhereWeightingsAreDrawn()
    {
        var (edges, centre) = (Traces(3, 0.2)[0], Traces(3, 5)[0]);
        static string Lightest(JsonNode trace)
        {
            var colors = Numbers(trace["marker"]!["color"]);
            return (string)trace["text"]![Array.IndexOf(colors, colors.Max())]!;
        }

        Assert.StartsWith("α = (0.93, 0.03, 0.03)", Lightest(edges));
        Assert.StartsWith("α = (0.33, 0.33, 0.33)", Lightest(centre));
        Assert.All(Numbers(Traces(3, 1)[0]["marker"]!["color"]), color => Assert.Equal(Math.Log10(2), color, 1e-3));
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("2 or 3 members", Assert.Throws<PmlException>(() => DirichletFigure.Of(4, [1])).Message);
        Assert.Contains("found 0", Assert.Throws<PmlException>(() => DirichletFigure.Of(2, [1, 0])).Message);
    }
}
