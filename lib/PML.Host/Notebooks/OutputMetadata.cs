using System.Text.Json.Nodes;
using PML.Host.Formatting;

namespace PML.Host.Notebooks;

/// <summary>What notebooks say about an output's forms: for a picture, what it shows, which nbconvert and notebook clients make its alternative text.</summary>
internal static class OutputMetadata
{
    /// <summary>The metadata of an output.</summary>
    /// <param name="data">Its forms.</param>
    /// <returns>For a picture, the plain text as "alt"; its width on a plain screen where the figure says it.</returns>
    public static JsonObject Of(JsonObject data)
    {
        if (!data.ContainsKey(Mime.Png)) return [];
        var picture = new JsonObject();
        if (Multiline.Join(data[Mime.Text]) is { Length: > 0 } text) picture["alt"] = text;
        if ((data[Mime.Plotly] as JsonObject)?["layout"]?["width"] is JsonValue width) picture["width"] = width.DeepClone();
        return picture.Count > 0 ? new JsonObject { [Mime.Png] = picture } : [];
    }
}
