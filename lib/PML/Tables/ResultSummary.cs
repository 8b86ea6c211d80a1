using PML.Support;
using PML.Training;

namespace PML.Tables;

/// <summary>Groups of runs, each metric summed up by mean, sample deviation, 95 % interval of the mean, and range. Notebooks show it by itself.</summary>
/// <remarks>
/// The interval is <see cref="Metrics.Bootstrap"/>'s, with a fixed seed: a table prints the same each time. Marks as in
/// <see cref="ResultTable"/>: best, second and third among groups of the same experiment, data and scale, the last never,
/// single-task runs not compared.
/// </remarks>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class ResultSummary
{
    private readonly IReadOnlyList<SummaryGroup> _groups;
    private readonly IReadOnlyList<string> _mixed;
    private readonly IReadOnlyList<SummaryMetric> _metrics;

    internal ResultSummary(IReadOnlyList<string> names, IReadOnlyList<SummaryGroup> groups, IReadOnlyList<string> mixed)
        : this(names, groups, mixed, [.. SummaryMetric.All(groups.SelectMany(group => group.Runs))])
    {
    }

    private ResultSummary(IReadOnlyList<string> names, IReadOnlyList<SummaryGroup> groups, IReadOnlyList<string> mixed, IReadOnlyList<SummaryMetric> metrics) =>
        (Names, _groups, _mixed, _metrics) = (names, groups, mixed, metrics);

    /// <summary>The settings that a group's runs have in common.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The numbers, metric by metric; a group whose runs all lack a metric has none of it.</summary>
    public IReadOnlyList<SummaryRow> Rows => field ??= [.. _metrics.SelectMany(metric => _groups.Select(group => group.Of(metric)).OfType<SummaryRow>())];

    /// <summary>The same groups with other metrics; without this they show all but those of the validation data ("valid.").</summary>
    /// <param name="metrics">Names as the records have them, or "seconds"; at least one. Losses, errors, delta-m and seconds are better low, all else high; ":lower" or ":higher" behind a name says otherwise.</param>
    /// <returns>The table.</returns>
    /// <exception cref="PmlException">No run has such a metric.</exception>
    public ResultSummary Show(params string[] metrics)
    {
        RunRecord[] runs = [.. _groups.SelectMany(group => group.Runs)];
        return new(Names, _groups, _mixed, [.. metrics.Select(metric => SummaryMetric.Parse(metric, runs))]);
    }

    /// <summary>A table for each metric as HTML without scripts or style sheets.</summary>
    /// <returns>Table elements, and a paragraph on how the numbers were made.</returns>
    public string ToHtml() => string.Concat(Tables(Note(Cell.Legend)).Select(TableHtml.Write));

    /// <summary>A table for each metric in Markdown.</summary>
    /// <returns>Lines ending in "\n".</returns>
    public string ToMarkdown() => string.Join('\n', Tables(Note(Cell.Legend)).Select(TableMarkdown.Write));

    /// <summary>A table for each metric in LaTeX, for a document that uses the package booktabs.</summary>
    /// <returns>Table environments.</returns>
    public string ToLatex() => string.Join('\n', Tables(Note(Cell.Legend)).Select(TableLatex.Write));

    /// <summary>All numbers in full: a line for each group and metric.</summary>
    /// <returns>Comma-separated values with a header, lines ending in "\n"; points in numbers whatever the culture, nothing where there is no number.</returns>
    public string ToCsv() => SummaryCsv.Write(Names, Rows);

    /// <summary>Writes the tables to a file.</summary>
    /// <param name="path">Where to; its ending is .html, .md, .tex or .csv.</param>
    /// <exception cref="PmlException">The ending is another, or the file cannot be written (an earlier one is kept).</exception>
    public void Save(string path) => AtomicFile.WriteText(path, Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".html" => ToHtml(),
        ".md" => ToMarkdown(),
        ".tex" => ToLatex(),
        ".csv" => ToCsv(),
        var other => throw new PmlException($"A summary's file must end in .html, .md, .tex or .csv; found '{other}' in {path}."),
    });

    /// <summary>A table for each metric in plain text, its columns under each other; a star marks the best.</summary>
    /// <returns>Lines ending in "\n".</returns>
    public override string ToString() => string.Join('\n', Tables(Note(compared => compared > 1 ? " *: best." : "")).Select(TableText.Write));

    private IEnumerable<ResultTable> Tables(string note)
    {
        if (_metrics.Count == 0) throw new PmlException("None of these runs has a metric of the test data; name others with Show, or --metric.");
        return _metrics.Select((metric, i) => Table(metric, i == _metrics.Count - 1 ? note : ""));
    }

    private ResultTable Table(SummaryMetric metric, string note)
    {
        SummaryRow?[] rows = [.. _groups.Select(group => Rows.FirstOrDefault(row => row.Metric == metric.Name && row.Group == group.Values))];
        var decimals = Cell.Decimals(rows.OfType<SummaryRow>().SelectMany(row => new[] { row.Min, row.Max }));
        Cell[] means = [.. rows.Select(row => Cell.Of(row?.Mean, decimals) with { Deviation = row is null ? null : Cell.Of(row.Deviation, decimals).Value })];
        foreach (var problem in _groups.Select(group => group.Problem).Distinct())
            means = Cell.MarkPlaces(means, [.. _groups.Select(group => group.Compared && group.Problem == problem)], metric.Direction);
        return new ResultTable(StandIn.Mark($"{metric.Name}, {metric.Better} is better", _groups.SelectMany(group => group.Runs)), note, ["Runs", "Mean ± deviation", "95 % interval", "Min", "Max"], [.. rows.Select((row, i) =>
            (string.Join(", ", _groups[i].Values), (IReadOnlyList<Cell>)[new Cell($"{row?.Runs ?? 0}"), means[i], Interval(row, decimals), Cell.Of(row?.Min, decimals), Cell.Of(row?.Max, decimals)]))])
        { Head = string.Join(", ", Names) };
    }

    private static Cell Interval(SummaryRow? row, int decimals) =>
        row?.Interval is var (low, high) ? new Cell($"{Cell.Of(low, decimals).Value} to {Cell.Of(high, decimals).Value}") : new Cell(Cell.Nothing);

    private string Note(Func<int, string> legend)
    {
        int[] compared = [.. _groups.Where(group => group.Compared).GroupBy(group => group.Problem).Select(groups => groups.Count())];
        var note = $"Mean ± sample deviation over runs; 95 % interval of the mean: percentile bootstrap, {SummaryGroup.Resamples} resamples. Of few runs it is too narrow; of two or three it is their range.";
        if (_mixed.Count > 0) note += $" Runs of one group differ in {string.Join(", ", _mixed)}: group by it too, or pick one.";
        note += legend(compared.DefaultIfEmpty().Max());
        if (compared.Length > 1) note += " Only groups of the same experiment, data and scale are compared.";
        return note + (compared.Any(count => count > 1) && _groups.Any(group => !group.Compared) ? " Single-task learning (STL) is not compared." : "");
    }

    private sealed class Formatters
    {
        public IEnumerable<object> CreateTypeFormatters() =>
            [new TypeFormatter<ResultSummary>("text/html", summary => summary.ToHtml()), new TypeFormatter<ResultSummary>("text/plain", summary => summary.ToString())];
    }
}
