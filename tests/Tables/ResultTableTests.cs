using PML.Metrics;
using PML.Support;
using PML.Tables;
using PML.Tests.Results;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Tables;

public sealed class ResultTableTests
{
    private static readonly RunRecord[] Compared = [.. Records.Front("PML"), .. Records.Baselines(), Records.Of("MGDA", 0, [[0.959, 0.92]], 130, ("task1.accuracy", 0.959), ("task2.accuracy", 0.92))];

    private static readonly ResultTable Table = ResultTable.Of(new ResultTableOptions { Caption = "MultiMNIST, 50% & more" }, Compared, Records.SingleTask());

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
        // Delta-m from (.962, .947): LS (.012 / .962 + .007 / .947) / 2 = .9933 % and 1.1005 %. PML's best points: (.955, .942), .6278 %, and (.95, .945), .7293 %.
        Assert.Equal(["2", "<ins>**96.25**</ins> ± 0.35", "<ins>**94.75**</ins> ± 0.35", "<ins>**0.68**</ins> ± 0.07", "<ins>**0.9118**</ins> ± 0.0001", "<ins>**0.9165**</ins>", "305 ± 7 |"], Row(Table, "PML"));
        Assert.Equal(["2", "<ins>95.10</ins> ± 0.14", "**93.80** ± 0.28", "**1.05** ± 0.08", "**0.8920** ± 0.0014", "**0.8949**", "**102** ± 3 |"], Row(Table, "LS"));
        Assert.Equal(["1", "<ins>95.10</ins> ± –", "**93.80** ± –", "**1.05** ± –", "**0.8920** ± –", "<ins>0.8920</ins>", "<ins>**101**</ins> ± – |"], Row(Table, "UW"));
        Assert.Equal(["1", "**95.90** ± –", "92.00 ± –", "1.58 ± –", "0.8823 ± –", "0.8823", "<ins>130</ins> ± – |"], Row(Table, "MGDA"));
        Assert.Equal(["2", "96.20 ± 0.14", "94.70 ± 0.14", "–", "–", "–", "101 ± 1 |"], Row(Table, "STL"));
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
    public void PlacesGoByDirectionAndTiesShareThem()
    {
        var records = new[] { Records.Of("A", 0, null, 5, ("task1.loss", 0.50001)), Records.Of("B", 0, null, 3, ("task1.loss", 0.50002)), Records.Of("C", 0, null, 4, ("task1.loss", 0.7)), Records.Of("STL task 1", 0, null, 1, ("task1.loss", 0.1)) };
        var table = ResultTable.Of(new ResultTableOptions { Metric = "loss", Percent = false, Direction = Direction.Minimize, Decimals = 3 }, records);
        Assert.Equal(["1", "<ins>**0.500**</ins> ± –", "<ins>**400.01**</ins> ± –", "5 ± – |"], Row(table, "A"));
        Assert.Equal(["1", "<ins>**0.500**</ins> ± –", "**400.02** ± –", "<ins>**3**</ins> ± – |"], Row(table, "B"));
        // The two best use up the second place, and the last of three is not marked.
        Assert.Equal(["1", "0.700 ± –", "600.00 ± –", "**4** ± – |"], Row(table, "C"));
        Assert.Equal(["1", "0.100 ± –", "–", "1 ± – |"], Row(table, "STL"));
        Assert.EndsWith("Bold and underlined: best; bold: second. What prints the same shares its mark. Single-task learning (STL) is not compared.", table.Note);
    }

    [Fact]
    public void ASingleTaskNetworkHasNoHypervolumeThoughItIsAPoint()
    {
        var table = ResultTable.Of([Records.Of("LS", 0, [[0.9, 0.9]], 5, ("task1.accuracy", 0.9), ("task2.accuracy", 0.9)), Records.Of("STL task 1", 0, [[0.95, 0.1]], 5, ("task1.accuracy", 0.95), ("task2.accuracy", 0.1))]);
        Assert.Equal(["1", "95.00 ± –", "–", "–", "–", "5 ± – |"], Row(table, "STL"));
    }

    [Theory]
    [InlineData("<ins>**5.0**</ins> ± – | **4.0** ± – | <ins>3.0</ins> ± – | 2.0 ± – | 1.0 ± –", 5.0, 4.0, 3.0, 2.0, 1.0)]
    [InlineData("<ins>**5.0**</ins> ± – | <ins>**5.0**</ins> ± – | <ins>3.0</ins> ± – | <ins>3.0</ins> ± – | 1.0 ± –", 5.01, 4.99, 3.0, 3.0, 1.0)]
    [InlineData("1.0 ± – | **4.0** ± – | **4.0** ± – | <ins>**5.0**</ins> ± –", 1.0, 4.0, 4.0, 5.0)]
    [InlineData("<ins>**5.0**</ins> ± – | 4.0 ± –", 5.0, 4.0)]
    [InlineData("<ins>**0.0**</ins> ± – | <ins>**0.0**</ins> ± – | -1.0 ± –", -0.01, 0.01, -1.0)]
    [InlineData("5.0 ± –", 5.0)]
    public void TheFirstThreeOfAColumnAreMarkedAndTheLastIsNot(string expected, params double[] values)
    {
        var table = ResultTable.Of(new ResultTableOptions { Metric = "gain", Percent = false, Decimals = 1 }, values.Select((v, i) => Records.Of($"M{i}", 0, null, 1, ("task1.gain", v))));
        Assert.Equal(expected, string.Join(" | ", values.Select((_, i) => Row(table, $"M{i}")[1])));
    }

    [Fact]
    public void SeedsOfANamedMethodHaveARowEachAndNoDeviation()
    {
        var table = ResultTable.Of(new ResultTableOptions { SeedRows = ["PML"] }, Compared.Reverse(), Records.SingleTask());
        Assert.Equal(["Method", "---", "MGDA", "UW", "LS", "PML - 0", "PML - 1", "STL"], table.ToMarkdown().Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Split(' ')[1..].TakeWhile(word => word != "|")).Select(words => string.Join(' ', words)));
        Assert.Equal(["1", "**96.00**", "<ins>**95.00**</ins>", "<ins>**0.63**</ins>", "<ins>**0.9118**</ins>", "<ins>**0.9118**</ins>", "300 |"], Row(table, "PML - 0"));
        Assert.StartsWith("Mean ± sample deviation over seeds; PML: each seed's own numbers.", table.Note);
    }

    [Fact]
    public void DeltaMNeedsASingleTaskRunOfEveryTask()
    {
        Assert.DoesNotContain("Δm", ResultTable.Of(Compared, Records.SingleTask().Where(r => r.Method == "STL task 1")).ToMarkdown());
        Assert.DoesNotContain("Δm", ResultTable.Of(Compared).ToMarkdown());
        Assert.DoesNotContain("Δm", ResultTable.Of(Records.SingleTask()).ToMarkdown());
        // What a single-task network does on the other task is no reference.
        var both = Records.SingleTask().Select(r => r with { Metrics = new Dictionary<string, double> { ["task1.accuracy"] = 0.1, ["task2.accuracy"] = 0.1 }.Concat(r.Metrics).GroupBy(m => m.Key).ToDictionary(m => m.Key, m => m.Last().Value) });
        Assert.Equal(Row(Table, "LS"), Row(ResultTable.Of(Compared, both), "LS"));
        // A run that lacks a task's metric has none.
        Assert.Equal("–", Row(ResultTable.Of(Compared, Records.SingleTask(), [Records.Of("A", 0, null, 1, ("task1.accuracy", 0.9))]), "A")[3]);
    }

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
        Assert.Contains("found 'Pml' among PML", Error(new() { SeedRows = ["Pml"] }, Records.Front("PML")));
        Assert.Contains("must have 3 objectives", Error(new() { Reference = [0, 0, 0] }, Records.Front("PML")));
    }
}
