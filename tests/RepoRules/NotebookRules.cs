using System.Text.Json;
using System.Text.RegularExpressions;

namespace PML.Tests.RepoRules;

/// <summary>What each committed notebook keeps to: metadata that every host reads, short cells between prose, outputs without scripts.</summary>
internal static partial class NotebookRules
{
    internal const int CellLines = 12;
    internal const double WordsPerCodeLine = 5;

    internal static IEnumerable<string> All(string path, string text) =>
        Metadata(path, text).Concat(Cells(path, text)).Concat(Prose(path, text)).Concat(Outputs(path, text));

    /// <summary>nbformat 4.5, and the names under which VS Code, Polyglot Notebooks and Jupyter find a C# kernel.</summary>
    internal static IEnumerable<string> Metadata(string path, string text)
    {
        using var json = JsonDocument.Parse(text);
        (string Place, string Expected)[] expected =
        [
            ("nbformat", "4"), ("nbformat_minor", "5"),
            ("metadata.kernelspec.name", ".net-csharp"), ("metadata.kernelspec.display_name", ".NET (C#)"), ("metadata.kernelspec.language", "C#"),
            ("metadata.language_info.name", "C#"), ("metadata.language_info.file_extension", ".cs"), ("metadata.language_info.mimetype", "text/x-csharp"),
            ("metadata.polyglot_notebook.kernelInfo.defaultKernelName", "csharp"),
        ];
        foreach (var (place, value) in expected)
        {
            string found = place.Split('.').Aggregate((JsonElement?)json.RootElement, (e, name) => e is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(name, out var inner) ? inner : null)?.ToString() ?? "nothing";
            if (found != value) yield return $"{path}: {place} must be {value}; found {found}";
        }
    }

    /// <summary>Ids that are there, well-formed and unique; code cells of a few lines; one cell of parameters.</summary>
    internal static IEnumerable<string> Cells(string path, string text)
    {
        var cells = Read(text);
        foreach (var cell in cells.Where(c => !Id().IsMatch(c.Id))) yield return $"{path}: cell {cell.Number} has the id '{cell.Id}'; 1 to 64 letters, digits, - and _";
        foreach (var same in cells.GroupBy(c => c.Id).Where(g => g.Count() > 1)) yield return $"{path}: {same.Count()} cells have the id '{same.Key}'";
        foreach (var cell in cells.Where(c => c.IsCode && Lines(c.Source).Length > CellLines)) yield return $"{path}: cell {cell.Number} has {Lines(cell.Source).Length} lines; at most {CellLines}";
        int parameters = cells.Count(c => c.IsCode && c.Tags.Contains("parameters"));
        if (parameters != 1) yield return $"{path}: {parameters} code cells are tagged 'parameters'; one";
    }

    internal static IEnumerable<string> Prose(string path, string text)
    {
        var cells = Read(text);
        int words = cells.Where(c => !c.IsCode).Sum(c => Word().Count(c.Source));
        int lines = cells.Where(c => c.IsCode).Sum(c => Lines(c.Source).Count(line => line.Trim().Length > 0));
        if (words < WordsPerCodeLine * lines) yield return $"{path}: {words} words of prose for {lines} lines of code; at least {WordsPerCodeLine} words a line";
    }

    /// <summary>A reader sees results: every code cell was run, none failed, and no output holds a script but those that bring all they need and show something without.</summary>
    internal static IEnumerable<string> Outputs(string path, string text)
    {
        foreach (var cell in Read(text).Where(c => c.IsCode))
        {
            if (!cell.WasRun) yield return $"{path}: cell {cell.Number} was not run (it has no execution_count)";
            if (cell.Outputs.Contains("\"output_type\":\"error\"", StringComparison.Ordinal)) yield return $"{path}: cell {cell.Number} ended with an error";
            if (Script().Count(cell.Outputs) > SelfContained().Count(cell.Outputs)) yield return $"{path}: cell {cell.Number} has an output with a script";
        }
    }

    private sealed record Cell(int Number, string Id, bool IsCode, string Source, string[] Tags, bool WasRun, string Outputs);

    private static List<Cell> Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.GetProperty("cells").EnumerateArray().Select((c, i) => new Cell(
            i + 1,
            c.TryGetProperty("id", out var id) ? id.ToString() : "",
            c.GetProperty("cell_type").GetString() == "code",
            Joined(c.GetProperty("source")),
            c.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("tags", out var tags) ? [.. tags.EnumerateArray().Select(t => t.ToString())] : [],
            c.TryGetProperty("execution_count", out var count) && count.ValueKind == JsonValueKind.Number,
            // Written anew: without escapes such as \u003c, and without blanks.
            c.TryGetProperty("outputs", out var outputs) ? JsonSerializer.Serialize(outputs, s_plain) : ""))];
    }

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Joined(JsonElement source) => source.ValueKind == JsonValueKind.Array ? string.Concat(source.EnumerateArray().Select(s => s.GetString())) : source.GetString() ?? "";

    private static string[] Lines(string source) => source.TrimEnd('\n').Split('\n');

    [GeneratedRegex("<script", RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex("data-self-contained")]
    private static partial Regex SelfContained();

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex Id();

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’.-]*")]
    private static partial Regex Word();
}
