using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PML.Figures;

/// <summary>What a figure shows, in words, for figures whose maker gave none.</summary>
internal static partial class FigureDescription
{
    private const int MostSeries = 8, LongestName = 60;

    /// <summary>A sentence or two: titles, then each series with its kind, number of points and ranges.</summary>
    internal static string Of(JsonArray traces, JsonObject layout)
    {
        var title = Title(layout["title"]);
        var axes = (X: Title(layout["xaxis"]?["title"]), Y: Title(layout["yaxis"]?["title"]));
        var what = axes is { X.Length: > 0, Y.Length: > 0 } ? $"{axes.Y} against {axes.X}" : "";
        var head = string.Join(". ", new[] { title, what }.Where(part => part.Length > 0));
        if (traces.Count == 0) return head.Length > 0 ? $"{head}: no data." : "An empty figure.";
        var series = traces.OfType<JsonObject>().Take(MostSeries).Select(Series);
        var more = traces.Count > MostSeries ? string.Create(CultureInfo.InvariantCulture, $"; and {traces.Count - MostSeries} more series") : "";
        return $"{(head.Length > 0 ? head : "Figure")}: {string.Join("; ", series)}{more}.";
    }

    private static string Series(JsonObject trace, int index)
    {
        var kind = Text(trace["type"]) is { Length: > 0 } type ? type : "scatter";
        var name = Text(trace["name"]);
        var parts = new List<string>();
        if (kind == "scatter") kind = Text(trace["mode"]) is { Length: > 0 } mode ? mode.Replace("+", " and ", StringComparison.Ordinal) : "line";
        if (Count(trace) is > 0 and var count) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "value" : "values")}"));
        foreach (var axis in (string[])["x", "y", "z"])
            if (Range(trace[axis]) is { } range) parts.Add($"{axis} {range}");
        var about = parts.Count > 0 ? $" ({string.Join(", ", parts)})" : "";
        return $"{(name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"series {index + 1}"))}, {kind}{about}";
    }

    private static int Count(JsonObject trace) => ((string[])["x", "y", "z", "values", "r"]).Max(axis => (trace[axis] as JsonArray)?.Count ?? 0);

    private static string? Range(JsonNode? values)
    {
        double[] numbers = [.. Numbers(values as JsonArray)];
        if (numbers.Length == 0) return null;
        var (low, high) = (numbers.Min(), numbers.Max());
        return low == high ? string.Create(CultureInfo.InvariantCulture, $"{low:0.####}") : string.Create(CultureInfo.InvariantCulture, $"{low:0.####} to {high:0.####}");
    }

    private static IEnumerable<double> Numbers(JsonArray? values)
    {
        foreach (var value in values ?? [])
        {
            if (value is JsonArray row)
                foreach (var number in Numbers(row)) yield return number;
            else if (value is JsonValue single && single.TryGetValue(out double number)) yield return number;
            // Numbers of other kinds that a program put there.
            else if (value is JsonValue other && other.GetValueKind() == System.Text.Json.JsonValueKind.Number && double.TryParse(other.ToJsonString(), CultureInfo.InvariantCulture, out var parsed)) yield return parsed;
        }
    }

    private static string Title(JsonNode? title) => Text(title is JsonObject ? title["text"] : title);

    // plotly.js takes a few HTML elements inside its texts.
    private static string Text(JsonNode? node)
    {
        if (node is not JsonValue value || !value.TryGetValue(out string? text)) return "";
        var plain = WebUtility.HtmlDecode(Element().Replace(text, " ")).Trim();
        return plain.Length <= LongestName * 2 ? plain : plain[..(LongestName * 2)] + "...";
    }

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Element();
}
