using System.Text.Json.Nodes;

namespace PML.Host.Notebooks;

/// <summary>One cell of a notebook, over its JSON.</summary>
/// <param name="Json">The cell's object in the document.</param>
internal sealed record NotebookCell(JsonObject Json)
{
    /// <summary>Whether the cell holds code to run.</summary>
    public bool IsCode => (string?)Json["cell_type"] == "code";

    /// <summary>Whether the cell holds prose.</summary>
    public bool IsMarkdown => (string?)Json["cell_type"] == "markdown";

    /// <summary>The cell's text.</summary>
    public string Source => Multiline.Join(Json["source"]);

    /// <summary>The cell's tags.</summary>
    public IEnumerable<string> Tags => Json["metadata"]?["tags"] is JsonArray tags ? tags.Select(t => t?.GetValue<string>() ?? "") : [];

    /// <summary>The code's language, in lower case; null when only the notebook says it.</summary>
    public string? Language
    {
        get
        {
            var metadata = Json["metadata"];
            var name = metadata?["polyglot_notebook"]?["kernelName"] ?? metadata?["dotnet_interactive"]?["language"] ?? metadata?["vscode"]?["languageId"];
            return ((string?)name)?.ToLowerInvariant();
        }
    }

    /// <summary>Whether this host runs cells of a language.</summary>
    public static bool IsKnown(string language) => language is "csharp" or "c#" or "cs" or "html" or "javascript" or "markdown";

    /// <summary>What the engine is to run: the source, under its language's directive where it is not C#.</summary>
    public string Runnable => Language is "html" or "javascript" or "markdown" ? $"#!{Language}\n{Source}" : Source;

    /// <summary>What the cell showed when it last ran.</summary>
    public JsonArray Outputs => Json["outputs"] as JsonArray ?? [];

    /// <summary>Replaces outputs and execution count.</summary>
    public void SetOutputs(JsonArray outputs, int? executionCount)
    {
        Json["outputs"] = outputs;
        Json["execution_count"] = executionCount;
    }

    /// <summary>A new code cell.</summary>
    public static NotebookCell Code(string id, string source, string tag) => new(new JsonObject
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["id"] = id,
        ["metadata"] = new JsonObject
        {
            ["dotnet_interactive"] = new JsonObject { ["language"] = "csharp" },
            ["polyglot_notebook"] = new JsonObject { ["kernelName"] = "csharp" },
            ["tags"] = new JsonArray(tag),
        },
        ["outputs"] = new JsonArray(),
        ["source"] = Multiline.Split(source),
    });
}
