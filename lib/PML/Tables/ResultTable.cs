using PML.Support;
using PML.Training;

namespace PML.Tables;

/// <summary>Methods against metrics, over seeds. Notebooks show it by itself.</summary>
/// <remarks>
/// Source: the paper, Table 4, which gives baselines' accuracies as means, their hypervolume as that of the union of the
/// seeds' points, and PML's rows for each seed, and marks the best, second and third of each column. Differs from it: a
/// method has one row, with both the mean over seeds and the union, unless <see cref="ResultTableOptions.SeedRows"/> names
/// it; marks go by what is printed, so that ties share them, and the last of a column has none; delta-m
/// (<see cref="PML.Metrics.DeltaM"/>) is added where single-task runs of every task are among the runs.
/// </remarks>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class ResultTable
{
    internal ResultTable(string caption, string note, IReadOnlyList<string> columns, IReadOnlyList<(string Title, IReadOnlyList<Cell> Cells)> rows) =>
        (Caption, Note, Columns, Rows) = (caption, note, columns, rows);

    /// <summary>Above the table; may be empty.</summary>
    public string Caption { get; }

    /// <summary>Below the table: how its numbers were made.</summary>
    public string Note { get; }

    /// <summary>The title of the first column.</summary>
    internal string Head { get; init; } = "Method";

    internal IReadOnlyList<string> Columns { get; }

    internal IReadOnlyList<(string Title, IReadOnlyList<Cell> Cells)> Rows { get; }

    /// <summary>The table of some runs, with accuracies in per cent and hypervolumes from the reference (0, ..., 0).</summary>
    /// <param name="groups">Runs, in any grouping; each method one row, in the order of their first run.</param>
    /// <returns>The table.</returns>
    /// <exception cref="PmlException">As for the other form.</exception>
    public static ResultTable Of(params IEnumerable<RunRecord>[] groups) => Of(new ResultTableOptions(), groups);

    /// <summary>The table of some runs.</summary>
    /// <param name="options">Metric, units, reference point.</param>
    /// <param name="groups">Runs, in any grouping. "STL task 1", "STL task 2" and so on make one row, "STL", that is not compared with the others.</param>
    /// <returns>The table.</returns>
    /// <exception cref="PmlException">There are no runs; a method has two runs of one seed; a name of SeedRows is no method of the table; a single-task metric is 0; a front does not fit the reference point, or is minimised without one.</exception>
    public static ResultTable Of(ResultTableOptions options, params IEnumerable<RunRecord>[] groups) => new ResultRows(options, [.. groups.SelectMany(group => group)]).Table();

    /// <summary>The table as HTML without scripts or style sheets.</summary>
    /// <returns>A table element.</returns>
    public string ToHtml() => TableHtml.Write(this);

    /// <summary>The table in Markdown.</summary>
    /// <returns>Lines ending in "\n".</returns>
    public string ToMarkdown() => TableMarkdown.Write(this);

    /// <summary>The table in LaTeX, for a document that uses the package booktabs.</summary>
    /// <returns>A table environment.</returns>
    public string ToLatex() => TableLatex.Write(this);

    /// <summary>Writes the table to a file.</summary>
    /// <param name="path">Where to; its ending is .html, .md or .tex.</param>
    /// <exception cref="PmlException">The ending is another, or the file cannot be written (an earlier one is kept).</exception>
    public void Save(string path) => AtomicFile.WriteText(path, Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".html" => ToHtml(),
        ".md" => ToMarkdown(),
        ".tex" => ToLatex(),
        var other => throw new PmlException($"A table's file must end in .html, .md or .tex; found '{other}' in {path}."),
    });

    /// <summary>The table in Markdown.</summary>
    /// <returns>As <see cref="ToMarkdown"/>.</returns>
    public override string ToString() => ToMarkdown();

    private sealed class Formatters
    {
        public IEnumerable<object> CreateTypeFormatters() =>
            [new TypeFormatter<ResultTable>("text/html", table => table.ToHtml()), new TypeFormatter<ResultTable>("text/plain", table => table.ToMarkdown())];
    }
}
