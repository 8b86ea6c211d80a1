using PML.Experiments;
using PML.Figures;
using PML.Tables;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Results;

/// <summary>Whatever shows records of generated stand-ins says so; what shows others does not.</summary>
public sealed class StandInTests
{
    private const string Mark = "[stand-in data: synth-faces]";

    private static RunRecord[] On(string data) => [.. Records.Front("PML").Select(run => run with { Data = run.Data with { Name = data } })];

    public static TheoryData<string, Func<RunRecord[], string>> Displays() => new()
    {
        { "record", runs => runs[0].ToString() },
        { "table", runs => ResultTable.Of(new ResultTableOptions { Caption = "Faces" }, runs).ToMarkdown() },
        { "table without a caption", runs => ResultTable.Of(runs).ToHtml() },
        { "figure", runs => FrontFigure.Of(runs).ToJson() },
        { "alternative text", runs => FrontFigure.Of(runs).Alt },
        { "selection", runs => Load(runs).ToString() },
        { "summary", runs => Load(runs).GroupBy("method").ToMarkdown() },
    };

    [Theory]
    [MemberData(nameof(Displays))]
    public void DisplaysOfStandInsSaySo(string display, Func<RunRecord[], string> show)
    {
        Assert.True(show(On("synth-faces")).Replace("\\[", "[").Replace("\\]", "]").Contains(Mark), display);
        Assert.DoesNotContain("stand-in", show(On("utkface")));
    }

    [Fact]
    public void WhichDataAreStandIns() =>
        Assert.Equal([true, true, false, false], ((string[])["synth-faces", "synth-streets", "utkface", "multimnist"]).Select(name => new DataRecord(name, "paper", "0123").IsStandIn));

    private static RecordSelection Load(RunRecord[] runs)
    {
        using var scratch = new Scratch();
        foreach (var run in runs) RunRecords.Append(scratch["r.jsonl"], run);
        return Runs.Load(scratch["r.jsonl"]);
    }
}
