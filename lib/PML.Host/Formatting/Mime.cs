namespace PML.Host.Formatting;

/// <summary>The MIME types that the host itself speaks of.</summary>
internal static class Mime
{
    public const string Text = "text/plain";
    public const string Html = "text/html";
    public const string Markdown = "text/markdown";
    public const string Png = "image/png";
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>Whether a payload of the type is a JSON object, not text.</summary>
    public static bool IsJson(string mimeType) => mimeType.EndsWith("json", StringComparison.Ordinal);
}
