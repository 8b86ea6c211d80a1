using System.Text.Json.Nodes;
using PML.Experiments;
using PML.Figures;
using PML.Support;

namespace PML.Tests.Figures;

public sealed class PairGridFigureTests
{
    private static readonly IllustrativeRun[] All =
        [.. Enumerable.Range(0, 25).Select(i => i is 14 or 22 ? HandMadeRuns.Missed(i / 5, i % 5) : HandMadeRuns.Found(first: i / 5, second: i % 5))];

    public static TheoryData<string> Kinds() => ["trajectories", "subspaces"];

    private static Figure Of(string kind, IReadOnlyList<IllustrativeRun> runs) => kind == "trajectories" ? PairGridFigure.Trajectories(runs) : PairGridFigure.Subspaces(runs);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryPairHasAPanelAndThoseThatMissedTheFrontAreMarked(string kind)
    {
        var figure = Of(kind, All);
        var json = JsonNode.Parse(figure.ToJson())!;
        var titles = json["layout"]!["annotations"]!.AsArray().Select(a => (string)a!["text"]!).Where(text => text.Contains(" and ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(25, titles.Length);
        Assert.Equal(["(9, 9) and (9, −1) ✗", "(9, −1) and (9, 9) ✗"], titles.Where(title => title.EndsWith('✗')));
        Assert.Contains("23 found the whole front", figure.Alt);
        // Each panel has the analytic front, and the members' ends in their colours.
        var panels = json["data"]!.AsArray().GroupBy(t => (string)t!["xaxis"]!).ToArray();
        Assert.Equal(25, panels.Length);
        Assert.All(panels, panel => Assert.Equal(["#0072B2", "#D55E00"], panel.Where(t => (string?)t!["marker"]?["symbol"] == "x").Select(t => (string)t!["marker"]!["color"]!)));
        Assert.True(figure.ToJson().Length < 400_000);
    }

    [Fact]
    public void TheSubspaceIsDashedOverTheFront()
    {
        var json = JsonNode.Parse(PairGridFigure.Subspaces([All[0]]).ToJson())!;
        var traces = json["data"]!.AsArray().Select(t => t!).ToArray();
        var (front, subspace) = (traces[0], Assert.Single(traces, t => t["line"]?["dash"] is not null));
        foreach (var end in (Index[])[0, ^1])
            Assert.Equal((double)front["x"]!.AsArray()[end]!, (double)subspace["x"]!.AsArray()[end]!, 0.05);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OtherThanPairsAreRefused(string kind)
    {
        Assert.Contains("found none", Assert.Throws<PmlException>(() => Of(kind, [])).Message);
        Assert.Contains("found one of 1", Assert.Throws<PmlException>(() => Of(kind, HandMadeRuns.Baseline())).Message);
    }
}
