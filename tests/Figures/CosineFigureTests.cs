using System.Text.Json.Nodes;
using PML.Figures;
using PML.Support;
using PML.Tests.Results;
using PML.Training;

namespace PML.Tests.Figures;

public sealed class CosineFigureTests
{
    private static RunRecord Run(string method, long seed, params (string Name, double[] Values)[] curves) =>
        Records.Of(method, seed) with { Curves = curves.ToDictionary(curve => curve.Name, curve => (IReadOnlyList<double>)curve.Values) };

    private static JsonNode[] Traces(params RunRecord[] runs) => [.. JsonNode.Parse(CosineFigure.Of(runs).ToJson())!["data"]!.AsArray().Select(t => t!)];

    [Fact]
    public void EachRunIsALineFromItsStartWithAHueForTheMethodAndAShadeForTheSeed()
    {
        var traces = Traces(Run("p = 0.1", 0, ("cosine.1-2", [0, 0.2])), Run("p = 0.1", 1, ("cosine.1-2", [0, 0.3])), Run("p = 100", 0, ("cosine.1-2", [0, 0.9]), ("loss", [5, 4])));
        Assert.Equal([0, 1], traces[0]["x"]!.AsArray().Select(v => (double)v!));
        Assert.Equal([0, 0.9], traces[2]["y"]!.AsArray().Select(v => (double)v!));
        Assert.Equal([FigureStyle.MethodColor(0, 0), FigureStyle.MethodColor(0, 1), FigureStyle.MethodColor(1, 0)], traces.Select(t => (string)t["line"]!["color"]!));
        Assert.Equal(["p = 0.1, seed 0", "p = 0.1, seed 1", "p = 100, seed 0"], traces.Select(t => (string)t["name"]!));
    }

    [Fact]
    public void EachPairOfThreeMembersHasItsDash()
    {
        var traces = Traces(Run("PML", 0, ("cosine.1-2", [0, 0.2]), ("cosine.1-3", [0, 0.3]), ("cosine.2-3", [0, 0.4])));
        Assert.Equal(3, traces[..3].Select(t => (string)t["line"]!["dash"]!).Distinct().Count());
        Assert.Equal(["members 1 and 2", "members 1 and 3", "members 2 and 3"], traces[3..].Select(t => (string)t["name"]!));
        Assert.Equal(traces[..3].Select(t => (string)t["line"]!["dash"]!), traces[3..].Select(t => (string)t["line"]!["dash"]!));
    }

    [Fact]
    public void RunsWithoutThemAreRefused()
    {
        Assert.Contains("LS, seed 0 has none", Assert.Throws<PmlException>(() => CosineFigure.Of([Run("LS", 0, ("loss", [1]))])).Message);
        Assert.Contains("found none", Assert.Throws<PmlException>(() => CosineFigure.Of()).Message);
    }
}
