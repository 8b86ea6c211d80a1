using System.Net;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Markdig.Extensions.Mathematics;

namespace PML.Host.Reports;

/// <summary>The headings of a page, each with a name of its own to jump to.</summary>
internal sealed class Contents
{
    private const int Fewest = 3, Deepest = 3;

    private readonly List<(int Level, string Id, string Text)> _headings = [];
    private readonly HashSet<string> _ids = [];

    /// <summary>Takes up the headings of a text, and gives those another name whose name is taken.</summary>
    public void Add(MarkdownDocument document)
    {
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            var attributes = heading.GetAttributes();
            attributes.Id = Add(heading.Level, attributes.Id ?? "section", Text(heading));
        }
    }

    /// <summary>Takes up a heading.</summary>
    /// <param name="level">1 for the page's title, 2 for a section.</param>
    /// <param name="id">The name to jump to, if nothing has it yet.</param>
    /// <param name="text">What the heading says.</param>
    /// <returns>The name that it has.</returns>
    public string Add(int level, string id, string text)
    {
        string free = id;
        for (int i = 2; !_ids.Add(free); i++) free = $"{id}-{i}";
        _headings.Add((level, free, text));
        return free;
    }

    /// <summary>The table of contents; empty for a page of few sections.</summary>
    public string Html()
    {
        var shown = _headings.Where(h => h.Level is > 1 and <= Deepest).ToArray();
        return shown.Length < Fewest ? "" : $"<nav class=\"contents\" aria-label=\"Contents\"><details><summary>Contents</summary><ul>{string.Concat(shown.Select(h => $"<li class=\"level-{h.Level}\"><a href=\"#{WebUtility.HtmlEncode(h.Id)}\">{WebUtility.HtmlEncode(h.Text)}</a></li>"))}</ul></details></nav>\n";
    }

    /// <summary>What a text says without its marks.</summary>
    public static string Text(LeafBlock block) => string.Concat(block.Inline?.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        MathInline formula => formula.Content.ToString(),
        LineBreakInline => " ",
        _ => "",
    }) ?? []);
}
