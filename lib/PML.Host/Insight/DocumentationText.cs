using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace PML.Host.Insight;

/// <summary>A documentation comment as Markdown.</summary>
/// <param name="Summary">What the thing is for.</param>
/// <param name="Parameters">What each parameter is.</param>
/// <param name="Returns">What it gives; empty where nothing is said.</param>
/// <param name="Exceptions">What it throws, and when.</param>
/// <param name="Remarks">What else there is to say.</param>
internal sealed partial record DocumentationText(string Summary, IReadOnlyDictionary<string, string> Parameters, string Returns, IReadOnlyList<(string Type, string When)> Exceptions, string Remarks)
{
    /// <summary>Nothing is written.</summary>
    public static DocumentationText None { get; } = Plain("");

    /// <summary>Nothing but a summary.</summary>
    public static DocumentationText Plain(string summary) => new(summary, new Dictionary<string, string>(), "", [], "");

    /// <summary>Reads the XML of a comment; text that is no XML counts as nothing.</summary>
    public static DocumentationText Parse(string xml)
    {
        XElement member;
        try
        {
            member = XElement.Parse($"<all>{xml}</all>");
        }
        catch (XmlException)
        {
            return None;
        }
        var parameters = new Dictionary<string, string>();
        foreach (var p in member.Descendants("param")) parameters[(string?)p.Attribute("name") ?? ""] = Text(p);
        return new DocumentationText(
            Text(member.Descendants("summary").FirstOrDefault()),
            parameters,
            Text(member.Descendants("returns").FirstOrDefault()),
            [.. member.Descendants("exception").Select(e => (Last((string?)e.Attribute("cref") ?? ""), Text(e)))],
            Text(member.Descendants("remarks").FirstOrDefault()));
    }

    /// <summary>All of it.</summary>
    public string Text()
    {
        var text = new StringBuilder(Summary);
        foreach (var (name, what) in Parameters.Where(p => p.Value.Length > 0)) text.Append($"\n\n`{name}`: {what}");
        if (Returns.Length > 0) text.Append($"\n\nReturns: {Returns}");
        foreach (var (type, when) in Exceptions) text.Append($"\n\nThrows `{type}`: {when}");
        if (Remarks.Length > 0) text.Append($"\n\n{Remarks}");
        return text.ToString().TrimStart('\n');
    }

    private static string Text(XElement? element)
    {
        if (element is null) return "";
        var text = new StringBuilder();
        Write(element, text);
        return Blanks().Replace(text.ToString(), " ").Replace(" \n", "\n").Replace("\n ", "\n").Trim();
    }

    private static void Write(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText words) text.Append(words.Value.ReplaceLineEndings(" "));
            else if (node is XElement inner) WriteElement(inner, text);
        }
    }

    private static void WriteElement(XElement e, StringBuilder text)
    {
        switch (e.Name.LocalName)
        {
            case "see" or "seealso" when e.IsEmpty:
                text.Append('`').Append((string?)e.Attribute("langword") ?? (string?)e.Attribute("href") ?? Last((string?)e.Attribute("cref") ?? "")).Append('`');
                break;
            case "paramref" or "typeparamref":
                text.Append('`').Append((string?)e.Attribute("name")).Append('`');
                break;
            case "c" or "code":
                text.Append('`').Append(e.Value.Trim()).Append('`');
                break;
            case "para" or "item":
                text.Append("\n\n");
                Write(e, text);
                break;
            default:
                Write(e, text);
                break;
        }
    }

    // M:System.String.Split(System.Char) is Split; T:System.Int32 is Int32.
    private static string Last(string cref)
    {
        string name = cref.Split('(')[0];
        return Arity().Replace(name[(name.LastIndexOfAny(['.', ':']) + 1)..], "");
    }

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"`+\d+$")]
    private static partial Regex Arity();
}
