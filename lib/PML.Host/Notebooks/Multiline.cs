using System.Text.Json.Nodes;

namespace PML.Host.Notebooks;

/// <summary>Text as notebooks store it: a list of lines, each with its line end.</summary>
internal static class Multiline
{
    /// <summary>The text of a list of lines, or of a plain string.</summary>
    public static string Join(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(l => (string?)l)),
        JsonValue text => (string?)text ?? "",
        _ => "",
    };

    /// <summary>The list of lines of a text.</summary>
    public static JsonArray Split(string text)
    {
        var lines = new JsonArray();
        for (int from = 0; from < text.Length;)
        {
            int end = text.IndexOf('\n', from) is >= 0 and var at ? at + 1 : text.Length;
            lines.Add(text[from..end]);
            from = end;
        }
        return lines;
    }
}
