using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PML.Host.Reports;

/// <summary>Markdown as HTML that needs nothing from outside the page.</summary>
internal static partial class Prose
{
    private const long LargestImage = 5 << 20;

    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().UseMathematics().UseEmphasisExtras().Build();

    /// <summary>The HTML of a text.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="folder">Where relative pictures are; null when none may be read.</param>
    /// <param name="contents">Takes up the headings; null for text that is not part of the page's sections.</param>
    public static string Html(string markdown, string? folder, Contents? contents = null)
    {
        var document = Markdown.Parse(markdown, s_pipeline);
        contents?.Add(document);
        foreach (var image in document.Descendants<LinkInline>().Where(l => l.IsImage)) image.Url = Embedded(image.Url ?? "", folder);
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        s_pipeline.Setup(renderer);
        MathRenderers.Install(renderer);
        renderer.Render(document);
        // On a narrow screen a wide table scrolls by itself, not the page.
        return writer.ToString().Replace("<table>", "<div class=\"wide\"><table>", StringComparison.Ordinal).Replace("</table>", "</table></div>", StringComparison.Ordinal);
    }

    /// <summary>The title of a text, and the first sentence below it; empty where it has none.</summary>
    public static (string Title, string Sentence) Head(string markdown)
    {
        var document = Markdown.Parse(markdown, s_pipeline);
        string title = document.OfType<HeadingBlock>().FirstOrDefault(h => h.Level == 1) is { } heading ? Contents.Text(heading) : "";
        string text = document.OfType<ParagraphBlock>().Select(Contents.Text).FirstOrDefault(t => t.Length > 0) ?? "";
        return (title, SentenceEnd().Match(text) is { Success: true } end ? text[..(end.Index + 1)] : text);
    }

    [GeneratedRegex(@"[.!?](?=\s+[A-Z])")]
    private static partial Regex SentenceEnd();

    // A picture becomes part of the page; one that cannot be read leaves its alternative text.
    private static string Embedded(string url, string? folder)
    {
        if (url.StartsWith("data:", StringComparison.Ordinal)) return url;
        if (folder is null || url.Contains(':')) return "";
        string path = Path.GetFullPath(url, folder);
        string? type = Path.GetExtension(path).ToLowerInvariant() switch { ".png" => "png", ".jpg" or ".jpeg" => "jpeg", ".gif" => "gif", ".svg" => "svg+xml", _ => null };
        try
        {
            return type is not null && new FileInfo(path) is { Exists: true, Length: <= LargestImage }
                ? $"data:image/{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}"
                : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
