using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace PML.Support;

/// <summary>Summaries out of the library's documentation file, which lies beside it: the one place where a setting's range is written.</summary>
internal static class XmlDocs
{
    private static readonly Lazy<Dictionary<string, string>> Summaries = new(Read);

    /// <summary>A property's summary as one line; empty where there is none.</summary>
    internal static string Summary(PropertyInfo property) =>
        Summaries.Value.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}", "");

    private static Dictionary<string, string> Read()
    {
        var path = Path.ChangeExtension(typeof(XmlDocs).Assembly.Location, ".xml");
        try
        {
            if (!File.Exists(path)) return [];
            return XDocument.Load(path).Descendants("member")
                .Where(member => member.Element("summary") is not null)
                .GroupBy(member => (string?)member.Attribute("name") ?? "")
                .ToDictionary(member => member.Key, member => Line(member.First().Element("summary")!));
        }
        catch (Exception e) when (e is XmlException or IOException)
        {
            // Without it a list of settings has no explanations.
            return [];
        }
    }

    // A reference stands for its last name.
    private static string Line(XElement summary) => Regex.Replace(
        string.Concat(summary.Nodes().Select(node => node is XElement { Name.LocalName: "see" } see ? ((string?)see.Attribute("cref") ?? "").Split('.')[^1] : node is XElement e ? e.Value : node.ToString())),
        "\\s+", " ").Trim().Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");
}
