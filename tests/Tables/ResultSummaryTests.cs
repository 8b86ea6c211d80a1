using System.Globalization;
using PML.Experiments;
using PML.Metrics;
using PML.Support;
using PML.Tables;
using PML.Tests.Results;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Tables;

public sealed class ResultSummaryTests
{
    private static readonly RunRecord[] Compared =
    [
        .. Records.Front("PML"), .. Records.Baselines(), .. Records.SingleTask(),
        Records.Of("M|GDA", 0, null, 130, ("task1.accuracy", 0.959), ("valid.accuracy", 1), ("gap.loss", -0.25)),
        Records.Of("M|GDA", 1, null, 130, ("task1.accuracy", 0.92), ("gap.loss", -1.5)),
    ];

    private static ResultSummary Of(params IEnumerable<RunRecord> records) => new RecordSelection(records, []).GroupBy("method");

    private static string[] Line(ResultSummary summary, string group, int metric = 0) =>
        [.. summary.ToString().Split('\n').Where(line => line.StartsWith(group + " ", StringComparison.Ordinal)).ElementAt(metric)[group.Length..].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    [Fact]
    public void TheTextsAreAsApproved()
    {
        Approved.Matches("result-summary.approved.md", Of(Compared).ToMarkdown());
        Approved.Matches("result-summary.approved.txt", Of(Compared).ToString());
    }

    [Fact]
    public void TheNumbersAreThoseComputedByHand()
    {
        var table = Of([Records.Of("A", 0, null, 1, ("x", 0.5)), Records.Of("A", 1, null, 1, ("x", 0.7)), Records.Of("B", 0, null, 1, ("x", 0.55)), Records.Of("C", 0)]);
        // Two numbers: half of the resamples have their mean, a quarter each number.
        Assert.Equal(["2", "*0.6000 ± 0.1414", "0.5000 to 0.7000", "0.5000", "0.7000"], Line(table, "A"));
        Assert.Equal(["1", "0.5500 ± –", "–", "0.5500", "0.5500"], Line(table, "B"));
        Assert.Equal(["0", "–", "–", "–", "–"], Line(table, "C"));
        var row = Assert.Single(table.Rows, row => row.Group[0] == "A");
        Assert.Equal(("x", Direction.Maximize, 2, (0.5, 0.7), 0.5, 0.7), (row.Metric, row.Direction, row.Runs, row.Interval!.Value, row.Min, row.Max));
        Assert.Equal(0.6, row.Mean, 1e-15);
        Assert.Equal(Math.Sqrt(0.02), row.Deviation!.Value, 1e-15);
        Assert.Equal(["A", "B"], table.Rows.Select(row => row.Group[0]));
    }

    [Fact]
    public void EachTableHasOneMetricAndItsDirection()
    {
        var table = Of(Compared).Show("gap.loss", "TASK1.accuracy", "seconds", "gap.loss:higher", "task1.accuracy:lower");
        Assert.Equal(["gap.loss, lower is better", "task1.accuracy, higher is better", "seconds, lower is better", "gap.loss, higher is better", "task1.accuracy, lower is better"], table.ToString().Split('\n').Where(line => line.EndsWith("is better")));
        Assert.Equal(["task1.accuracy", "task2.accuracy", "gap.loss"], Of(Compared).Rows.Select(row => row.Metric).Distinct());
        Assert.Equal(["x.relErr", "deltaM", "y"], Of([Records.Of("A", 0, null, 1, ("x.relErr", 1), ("deltaM", 1), ("y", 1))]).Rows.Where(row => (row.Direction == Direction.Minimize) == (row.Metric != "y")).Select(row => row.Metric));
        Assert.Contains("name others with Show", Assert.Throws<PmlException>(() => Of([Records.Of("A", 0)]).ToHtml()).Message);
    }

    [Fact]
    public void OnlyGroupsOfOneProblemCompete()
    {
        var code = new DataRecord("multimnist", "code", "1");
        var table = new RecordSelection([.. from method in (string[])["A", "B"] from data in (DataRecord[])[code, Records.Of("A", 0).Data] select Records.Of(method, 0, null, 1, ("x", (method == "A" ? 0.5 : 0.6) + (data == code ? 0.1 : 0.2))) with { Data = data }], []).GroupBy("protocol", "method");
        Assert.Equal(["0.6000 ± –", "*0.7000 ± –", "0.7000 ± –", "*0.8000 ± –"], ((string[])["code, A", "code, B", "paper, A", "paper, B"]).Select(row => Line(table, row)[1]));
        Assert.EndsWith("Only groups of the same experiment, data and scale are compared.\n", table.ToMarkdown());
    }

    [Fact]
    public void EachNumberOfTheCsvReadsBackToTheSameBits()
    {
        string[] methods = ["a,b", "say \"a\"", "two\nlines", "é", ""];
        var summary = Of(methods.SelectMany((method, i) => Enumerable.Range(0, i + 1).Select(seed => Records.Of(method, seed, null, 1, ("x", Math.Sin(seed + i)), ("y.loss", 1e-300 * seed)))));
        var before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = commas;
        string[][] lines;
        try
        {
            lines = [.. Csv(summary.ToCsv())];
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(["method", "metric", "better", "runs", "mean", "deviation", "low", "high", "min", "max"], lines[0]);
        Assert.Equal(summary.Rows.Count, lines.Length - 1);
        foreach (var (row, line) in summary.Rows.Zip(lines[1..]))
        {
            double?[] numbers = [row.Runs, row.Mean, row.Deviation, row.Interval?.Low, row.Interval?.High, row.Min, row.Max];
            Assert.Equal([row.Group[0], row.Metric, row.Metric == "x" ? "higher" : "lower"], line[..3]);
            Assert.Equal(numbers, line[3..].Select(text => text.Length == 0 ? (double?)null : double.Parse(text, CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void TheTableDoesNotDependOnTheOrderInWhichTheRunsEnded()
    {
        RunRecord[] runs = [.. Enumerable.Range(0, 12).Select(i => Records.Of(i % 3 == 0 ? "A" : "B", i, null, 1, ("x", Math.Cos(i))))];
        Assert.Equal(Of(runs).ToCsv(), Of(runs.Reverse()).ToCsv());
    }

    [Fact]
    public void FilesAreSavedByTheirEnding()
    {
        using var folder = new Scratch();
        var table = Of(Compared);
        foreach (var (name, text) in ((string, string)[])[("t.md", table.ToMarkdown()), ("t.html", table.ToHtml()), ("t.tex", table.ToLatex()), ("t.csv", table.ToCsv())])
        {
            table.Save(folder[name]);
            Assert.Equal(text, File.ReadAllText(folder[name]));
        }

        Assert.Contains(".xlsx", Assert.Throws<PmlException>(() => table.Save(folder["t.xlsx"])).Message);
    }

    [Fact]
    public void NegativeNumbersAreMathematicsInLatexAlsoInAnInterval() =>
        Assert.Contains("\nM|GDA & 2 & $-$0.875 $\\pm$ 0.884 & $-$1.500 to $-$0.250 & $-$1.500 & $-$0.250 \\\\", Of(Compared).Show("gap.loss").ToLatex());

    // RFC 4180, read by itself: fields with commas between them, in quotes where they must be.
    private static IEnumerable<string[]> Csv(string text)
    {
        var (fields, field, quoted) = (new List<string>(), "", false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && text[i + 1] == '"') (field, i) = (field + '"', i + 1);
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && text[i] is ',' or '\n')
            {
                fields.Add(field);
                field = "";
                if (text[i] == ',') continue;
                yield return [.. fields];
                fields.Clear();
            }
            else field += text[i];
        }

        Assert.False(quoted || fields.Count > 0);
    }
}
