using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PML.Tests.Jupyter;

/// <summary>What of a notebook's outputs must be the same wherever it ran: text that was printed, and values as plain text.</summary>
/// <remarks>Made alike, because they tell of the machine and not of the cells:
/// how long a training took, in progress texts ("in 4 s") and in a table's column "Seconds", with the marks of its best, or the last of one in plain columns;
/// a line that was written over, of which its last text counts.
/// Not compared: the forms with scripts, whose place a saved file gives to pictures, and what shows no text at all, as plotly.js itself.</remarks>
internal static partial class TextOutputs
{
    private const string PlainColumn = "  Seconds";

    /// <summary>One line for each line of each cell's output.</summary>
    internal static string[] Of(string notebook)
    {
        var cells = JsonNode.Parse(notebook)!["cells"]!.AsArray().Where(cell => (string?)cell!["cell_type"] == "code").ToArray();
        return [.. cells.SelectMany((cell, number) => Gathered(cell!["outputs"]!.AsArray()).SelectMany(text => text.Split('\n').Select(line => $"cell {number + 1} {line}")))];
    }

    // A stream may come in any number of pieces.
    private static IEnumerable<string> Gathered(JsonArray outputs)
    {
        string stream = "", text = "";
        foreach (var output in outputs)
        {
            bool streamed = (string?)output!["output_type"] == "stream";
            if (text.Length > 0 && (!streamed || (string?)output["name"] != stream))
            {
                yield return $"{stream}: {Timeless(text)}";
                text = "";
            }
            if (streamed) (stream, text) = ((string)output["name"]!, text + Joined(output["text"]));
            else if (Joined(output["data"]?["text/plain"]) is { Length: > 0 } plain) yield return $"{output["output_type"]}: {Timeless(plain)}";
            else if ((string?)output["output_type"] == "error") yield return $"error: {output["evalue"]}";
        }
        if (text.Length > 0) yield return $"{stream}: {Timeless(text)}";
    }

    private static string Timeless(string text) => WithoutSeconds(Took().Replace(string.Join('\n', text.Split('\n').Select(line => line.TrimEnd('\r').Split('\r')[^1])), "in * s"));

    private static string WithoutSeconds(string text)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd().EndsWith(PlainColumn, StringComparison.Ordinal))
        {
            int start = lines[0].LastIndexOf(PlainColumn, StringComparison.Ordinal);
            return string.Join('\n', lines.Select(line => line.Length > start ? line[..start] : line));
        }
        int at = -1;
        for (int i = 0; i < lines.Length; i++)
        {
            var cells = lines[i].Split('|');
            if (cells.Length < 3) at = -1;
            else if (at < 0) at = Array.FindIndex(cells, cell => cell.Trim() == "Seconds");
            else if (at < cells.Length && !cells[at].Contains("---", StringComparison.Ordinal)) lines[i] = string.Join('|', [.. cells[..at], " * ", .. cells[(at + 1)..]]);
        }
        return string.Join('\n', lines);
    }

    private static string Joined(JsonNode? text) => text is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)text ?? "";

    [GeneratedRegex(@"\bin (\d+ h )?(\d+ min )?\d+(\.\d+)? (s|ms|min|h)\b")]
    private static partial Regex Took();
}
