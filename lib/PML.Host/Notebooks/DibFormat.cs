using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PML.Support;

namespace PML.Host.Notebooks;

/// <summary>.dib files: cells as plain text, each under a line such as <c>#!csharp</c>. They hold no outputs.</summary>
/// <remarks>Tags, which the format has no place for, are kept in its <c>#!meta</c> block, under the number of the cell.</remarks>
internal static partial class DibFormat
{
    private static readonly string[] s_languages = ["csharp", "markdown", "html", "javascript", "value", "fsharp", "pwsh", "sql", "kql", "mermaid", "http"];

    private static readonly Dictionary<string, string> s_aliases = new() { ["c#"] = "csharp", ["C#"] = "csharp", ["md"] = "markdown", ["js"] = "javascript", ["f#"] = "fsharp", ["F#"] = "fsharp", ["powershell"] = "pwsh" };

    /// <summary>Whether a path names such a file.</summary>
    public static bool IsDib(string path) => Path.GetExtension(path).Equals(".dib", StringComparison.OrdinalIgnoreCase);

    /// <summary>The nbformat document that the text stands for.</summary>
    /// <exception cref="JsonException">Its <c>#!meta</c> block is not JSON.</exception>
    public static JsonObject Read(string text)
    {
        JsonObject? meta = null;
        var cells = new JsonArray();
        foreach (var (language, source) in Blocks(text))
        {
            if (language == "meta") meta = JsonNode.Parse(source) as JsonObject;
            else if (source.Length > 0) cells.Add(Cell(language == "" ? Default(meta) : language, source, cells.Count, meta?["tags"]?[$"{cells.Count}"] as JsonArray));
        }
        return new JsonObject { ["cells"] = cells, ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 };
    }

    /// <summary>Cells as a .dib file's text.</summary>
    /// <exception cref="PmlException">A cell holds a line that would begin another one.</exception>
    public static string Write(IEnumerable<NotebookCell> cells)
    {
        var kept = cells.Where(c => c.IsCode || c.IsMarkdown).Where(c => c.Source.Trim().Length > 0).ToArray();
        var meta = new JsonObject
        {
            ["kernelInfo"] = new JsonObject
            {
                ["defaultKernelName"] = "csharp",
                ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["languageName"] = "csharp", ["name"] = "csharp" }),
            },
        };
        var tags = kept.Select((c, i) => (c, i)).Where(p => p.c.Tags.Any()).ToArray();
        if (tags.Length > 0) meta["tags"] = new JsonObject(tags.Select(p => KeyValuePair.Create<string, JsonNode?>($"{p.i}", new JsonArray([.. p.c.Tags.Select(t => (JsonNode)t)]))));
        var text = new StringBuilder($"#!meta\n\n{meta.ToJsonString()}\n\n");
        foreach (var (cell, number) in kept.Select((c, i) => (c, i + 1)))
        {
            if (cell.Source.Split('\n').FirstOrDefault(l => Language(l) is not null) is { } line)
                throw new PmlException($"Cell {number} has the line {line.Trim()}, which begins a new cell in a .dib file. Put what follows it into a cell of its own, or keep the notebook as .ipynb.");
            text.Append($"#!{(cell.IsMarkdown ? "markdown" : cell.Language ?? "csharp")}\n\n{cell.Source.ReplaceLineEndings("\n").Trim('\n')}\n\n");
        }
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static IEnumerable<(string Language, string Source)> Blocks(string text)
    {
        string language = "";
        var lines = new List<string>();
        foreach (string line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            if (Language(line) is { } next)
            {
                yield return (language, Joined(lines));
                language = next;
                lines.Clear();
            }
            else lines.Add(line);
        }
        yield return (language, Joined(lines));
    }

    private static string Joined(List<string> lines) => string.Join('\n', lines).Trim('\n');

    // `#!value --name x` is a directive of the cell before it; a language stands alone on its line.
    private static string? Language(string line)
    {
        if (Magic().Match(line) is not { Success: true } magic) return null;
        string name = s_aliases.GetValueOrDefault(magic.Groups[1].Value, magic.Groups[1].Value);
        return name == "meta" || s_languages.Contains(name) ? name : null;
    }

    private static string Default(JsonObject? meta) => meta?["kernelInfo"]?["defaultKernelName"] is JsonValue name && name.TryGetValue(out string? text) ? text : "csharp";

    private static JsonObject Cell(string language, string source, int index, JsonArray? tags)
    {
        var metadata = new JsonObject();
        if (tags is not null) metadata["tags"] = tags.DeepClone();
        if (language == "markdown") return new JsonObject { ["cell_type"] = "markdown", ["id"] = $"cell-{index}", ["metadata"] = metadata, ["source"] = Multiline.Split(source) };
        metadata["dotnet_interactive"] = new JsonObject { ["language"] = language };
        metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = language };
        return new JsonObject { ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"cell-{index}", ["metadata"] = metadata, ["outputs"] = new JsonArray(), ["source"] = Multiline.Split(source) };
    }

    [GeneratedRegex(@"^#!([\w#]+)\s*$")]
    private static partial Regex Magic();
}
