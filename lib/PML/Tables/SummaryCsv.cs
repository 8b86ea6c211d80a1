using System.Globalization;
using System.Text;
using PML.Metrics;

namespace PML.Tables;

/// <summary>Summaries as comma-separated values.</summary>
/// <remarks>Source: RFC 4180 for the quotes; lines end in "\n".</remarks>
internal static class SummaryCsv
{
    internal static string Write(IReadOnlyList<string> names, IReadOnlyList<SummaryRow> rows)
    {
        var text = new StringBuilder();
        Line(text, [.. names, "metric", "better", "runs", "mean", "deviation", "low", "high", "min", "max"]);
        foreach (var row in rows)
        {
            var better = row.Direction == Direction.Maximize ? "higher" : "lower";
            Line(text, [.. row.Group, row.Metric, better, Number(row.Runs), Number(row.Mean), Number(row.Deviation), Number(row.Interval?.Low), Number(row.Interval?.High), Number(row.Min), Number(row.Max)]);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Quoted)).Append('\n');

    private static string Quoted(string field) => field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // The shortest text that reads back to the same bits.
    private static string Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
