using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Formatting;
using PML.Host.Insight;

namespace PML.Host.Jupyter;

/// <summary>Answers what a client asks of a cell that is being written. Jupyter counts Unicode characters, C# counts halves of those outside the basic plane.</summary>
/// <param name="insight">Knows the session.</param>
internal sealed class InsightReplies(CellInsight insight)
{
    /// <summary>Answers a complete_request.</summary>
    public JsonObject Complete(JupyterMessage request)
    {
        var (code, position) = Caret(request);
        var found = insight.Complete(code, position);
        int start = Characters(code, found.Start), end = Characters(code, found.End);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Items.Select(i => (JsonNode)i.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject { ["_jupyter_types_experimental"] = new JsonArray([.. found.Items.Select(i => Described(i, start, end))]) },
        };
    }

    /// <summary>Answers an inspect_request: the name at the caret, else the call that it stands in.</summary>
    public JsonObject Inspect(JupyterMessage request)
    {
        var (code, position) = Caret(request);
        string? text = insight.Inspect(code, position) is { } found ? Markdown(found.Signature, found.Documentation)
            : insight.Signatures(code, position) is { } call ? string.Join("\n\n", call.Signatures.Select(s => Markdown(s.Signature, s.Documentation)))
            : null;
        var data = text is null ? new JsonObject() : new JsonObject { [Mime.Text] = text.Replace("```csharp\n", "").Replace("\n```", ""), [Mime.Markdown] = text };
        return new JsonObject { ["status"] = "ok", ["found"] = text is not null, ["data"] = data, ["metadata"] = new JsonObject() };
    }

    /// <summary>Answers an is_complete_request.</summary>
    public static JsonObject IsComplete(JupyterMessage request) => CellInsight.IsComplete(request.Text("code")) switch
    {
        Completeness.Complete => new JsonObject { ["status"] = "complete" },
        Completeness.Incomplete => new JsonObject { ["status"] = "incomplete", ["indent"] = "    " },
        _ => new JsonObject { ["status"] = "invalid" },
    };

    private static JsonNode Described(CompletionItem item, int start, int end) =>
        new JsonObject { ["text"] = item.Text, ["type"] = item.Kind, ["signature"] = item.Signature, ["start"] = start, ["end"] = end };

    private static string Markdown(string signature, string documentation) => $"```csharp\n{signature}\n```\n\n{documentation}".TrimEnd();

    private static (string Code, int Position) Caret(JupyterMessage request)
    {
        string code = request.Text("code");
        int position = 0, left = request.Number("cursor_pos");
        foreach (Rune character in code.EnumerateRunes())
        {
            if (left-- <= 0) break;
            position += character.Utf16SequenceLength;
        }
        return (code, Math.Min(position, code.Length));
    }

    private static int Characters(string code, int position) => code[..position].EnumerateRunes().Count();
}
