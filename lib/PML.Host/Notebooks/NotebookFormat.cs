using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PML.Host.Notebooks;

/// <summary>How a notebook is written: nbformat 4.5, the metadata of a C# notebook, sorted keys, one space of indent.</summary>
internal static class NotebookFormat
{
    private static readonly JsonWriterOptions s_writing = new() { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds what nbformat 4.5 and the C# front ends demand and the document lacks.</summary>
    public static void Complete(JsonObject root)
    {
        root["nbformat"] = 4;
        root["nbformat_minor"] = 5;
        if (root["metadata"] is not JsonObject metadata) root["metadata"] = metadata = [];
        metadata["kernelspec"] ??= new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" };
        metadata["language_info"] ??= new JsonObject { ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp", ["name"] = "C#", ["pygments_lexer"] = "csharp", ["version"] = "14.0" };
        metadata["polyglot_notebook"] ??= new JsonObject
        {
            ["kernelInfo"] = new JsonObject
            {
                ["defaultKernelName"] = "csharp",
                ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["languageName"] = "csharp", ["name"] = "csharp" }),
            },
        };
        var cells = root["cells"]!.AsArray();
        var ids = cells.Select(c => (string?)c!["id"]).OfType<string>().ToHashSet();
        for (int i = 0; i < cells.Count; i++) CompleteCell(cells[i]!.AsObject(), i, ids);
    }

    /// <summary>The document as text.</summary>
    public static string Text(JsonObject root)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_writing)) Sorted(root)!.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void CompleteCell(JsonObject cell, int index, HashSet<string> ids)
    {
        if (cell["metadata"] is not JsonObject metadata) cell["metadata"] = metadata = [];
        if (cell["id"] is null)
        {
            int number = index;
            while (!ids.Add($"cell-{number}")) number++;
            cell["id"] = $"cell-{number}";
        }
        if (cell["source"] is JsonValue text) cell["source"] = Multiline.Split((string?)text ?? "");
        if ((string?)cell["cell_type"] != "code") return;
        metadata["dotnet_interactive"] ??= new JsonObject { ["language"] = "csharp" };
        metadata["polyglot_notebook"] ??= new JsonObject { ["kernelName"] = "csharp" };
        if (cell["outputs"] is null) cell["outputs"] = new JsonArray();
        if (!cell.ContainsKey("execution_count")) cell["execution_count"] = null;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
