using PML.Metrics;
using PML.Support;
using PML.Tables;
using PML.Tests.Results;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Tables;

public sealed class ResultTableTests
{
    private static readonly ResultTable Table = ResultTable.Of(new ResultTableOptions { Caption = "MultiMNIST, 50% & more" }, Records.Front("PML"), Records.Baselines(), Records.SingleTask());

    private static string[] Row(ResultTable table, string method) => table.ToMarkdown().Split('\n').Single(line => line.StartsWith($"| {method} |", StringComparison.Ordinal)).Split(" | ")[1..];

    [Fact]
    public void TheTextsAreAsApproved()
    {
        Approved.Matches("result-table.approved.md", Table.ToMarkdown());
        Approved.Matches("result-table.approved.html", Table.ToHtml());
        Approved.Matches("result-table.approved.tex", Table.ToLatex());
        Assert.Equal(Table.ToMarkdown(), Table.ToString());
    }

    [Fact]
    public void TheNumbersAreThoseComputedByHand()
    {
        // Hypervolumes from (0, 0): .95 x .94 = .893 and .952 x .936 = .891072; the union adds .95 x .004 to the second, 0.894872.
        Assert.Equal(["2", "95.10 ± 0.14", "93.80 ± 0.28", "0.8920 ± 0.0014", "0.8949", "102 ± 3 |"], Row(Table, "LS"));
        Assert.Equal(["1", "95.10 ± –", "93.80 ± –", "0.8920 ± –", "0.8920", "**101** ± – |"], Row(Table, "UW"));
        Assert.Equal(["2", "96.20 ± 0.14", "94.70 ± 0.14", "–", "–", "101 ± 1 |"], Row(Table, "STL"));
    }

    [Fact]
    public void TheHypervolumesAreThoseOfTheFronts()
    {
        var fronts = Records.Front("PML").Select(r => r.Front).ToArray();
        var mean = MeanDeviation.Of(fronts.Select(front => Hypervolume.Of(front, [0.5, 0.5], Direction.Maximize)));
        var union = Hypervolume.Of([.. fronts.SelectMany(front => front)], [0.5, 0.5], Direction.Maximize);
        var row = Row(ResultTable.Of(new ResultTableOptions { Reference = [0.5, 0.5] }, Records.Front("PML")), "PML");
        Assert.Equal(mean.ToString(4), row[3]);
        Assert.Equal(new MeanDeviation(1, union, null).ToString(4).Split(' ')[0], row[4]);
    }

    [Fact]
    public void TheBestIsBoldByDirectionAndTiesShareIt()
    {
        var records = new[] { Records.Of("A", 0, null, 5, ("task1.loss", 0.50001)), Records.Of("B", 0, null, 3, ("task1.loss", 0.50002)), Records.Of("C", 0, null, 4, ("task1.loss", 0.7)), Records.Of("STL task 1", 0, null, 1, ("task1.loss", 0.1)) };
        var table = ResultTable.Of(new ResultTableOptions { Metric = "loss", Percent = false, Direction = Direction.Minimize, Decimals = 3 }, records);
        Assert.Equal(["1", "**0.500** ± –", "5 ± – |"], Row(table, "A"));
        Assert.Equal(["1", "**0.500** ± –", "**3** ± – |"], Row(table, "B"));
        Assert.Equal(["1", "0.700 ± –", "4 ± – |"], Row(table, "C"));
        Assert.Equal(["1", "0.100 ± –", "1 ± – |"], Row(table, "STL"));
        Assert.Contains("single-task learning (STL) apart", table.Note);
    }

    [Fact]
    public void ASingleTaskNetworkHasNoHypervolumeThoughItIsAPoint()
    {
        var table = ResultTable.Of([Records.Of("LS", 0, [[0.9, 0.9]], 5, ("task1.accuracy", 0.9), ("task2.accuracy", 0.9)), Records.Of("STL task 1", 0, [[0.95, 0.1]], 5, ("task1.accuracy", 0.95), ("task2.accuracy", 0.1))]);
        Assert.Equal(["1", "95.00 ± –", "–", "–", "–", "5 ± – |"], Row(table, "STL"));
    }

    [Fact]
    public void OneMethodAloneIsNotBold() => Assert.DoesNotContain("**", ResultTable.Of(Records.Front("PML")).ToMarkdown());

    [Fact]
    public void ATaskColumnAppearsForEachTask()
    {
        var table = ResultTable.Of([Records.Of("A", 0, null, 1, ("task1.accuracy", 0.1), ("task2.accuracy", 0.2), ("task3.accuracy", 0.3))]);
        Assert.Equal(["1", "10.00 ± –", "20.00 ± –", "30.00 ± –", "1 ± – |"], Row(table, "A"));
    }

    [Theory]
    [InlineData(@"a|b_c*d`e\f<g>", @"a\|b\_c\*d\`e\\f\<g\>", "a|b_c*d`e\\f&lt;g&gt;", @"a|b\_c*d`e\textbackslash{}f\textless{}g\textgreater{}")]
    [InlineData("50% & $1 #2 {x}~^\ny", @"50% \& $1 \#2 \{x\}\~^ y", "50% &amp; $1 #2 {x}~^\ny", @"50\% \& \$1 \#2 \{x\}\textasciitilde{}\textasciicircum{} y")]
    public void NamesAreEscapedForEachFormat(string method, string markdown, string html, string latex)
    {
        var table = ResultTable.Of([Records.Of(method, 0)]);
        Assert.Contains($"| {markdown} |", table.ToMarkdown());
        Assert.Contains($"<th scope=\"row\">{html}</th>", table.ToHtml());
        Assert.Contains($"\n{latex} & 1", table.ToLatex());
    }

    [Fact]
    public void ANegativeNumberIsMathematicsInLatex()
    {
        var table = ResultTable.Of(new ResultTableOptions { Metric = "gain", Percent = false }, [Records.Of("A", 0, null, 1, ("task1.gain", -1.5))]);
        Assert.Contains("A & 1 & $-$1.50 $\\pm$ -- & 1 $\\pm$ -- \\\\", table.ToLatex());
    }

    [Fact]
    public void FilesAreSavedByTheirEnding()
    {
        using var folder = new Scratch();
        foreach (var (name, text) in ((string, string)[])[("t.md", Table.ToMarkdown()), ("t.html", Table.ToHtml()), ("t.tex", Table.ToLatex())])
        {
            Table.Save(folder[name]);
            Assert.Equal(text, File.ReadAllText(folder[name]));
        }

        Assert.Contains(".csv", Assert.Throws<PmlException>(() => Table.Save(folder["t.csv"])).Message);
    }

    [Fact]
    public void RefusesRunsThatDoNotMakeATable()
    {
        static string Error(ResultTableOptions? options, params RunRecord[] records) => Assert.Throws<PmlException>(() => ResultTable.Of(options ?? new(), records)).Message;
        Assert.Contains("at least one run", Error(null));
        Assert.Contains("LS, seed 1 is there 2 times", Error(null, [.. Records.Baselines(), Records.Of("LS", 1)]));
        Assert.Contains("needs a reference point", Error(new() { Direction = Direction.Minimize }, Records.Front("PML")));
        Assert.Contains("must have 3 objectives", Error(new() { Reference = [0, 0, 0] }, Records.Front("PML")));
    }
}
