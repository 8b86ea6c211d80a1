using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PML.Tests.RepoRules;

/// <summary>What lies at the top, which packages are declared, and that what the documents point at is there.</summary>
internal static partial class LayoutRules
{
    private static readonly string[] s_top =
    [
        "notebooks", "lib", "data-prep", "tests", "PML.Notebooks.sln", "environment.md", "README.md",
        "global.json", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", ".editorconfig", ".gitattributes", ".gitignore", ".ci", ".vscode", "LICENSE", "NOTICE",
    ];

    /// <summary>The top level is the user's: the known entries and no other.</summary>
    internal static IEnumerable<string> TopLevel(IEnumerable<string> files) =>
        files.Select(f => f.Split('/')[0]).Distinct().Except(s_top).Select(entry => $"{entry}: not an entry of the top level; those are {string.Join(", ", s_top)}");

    /// <summary>Name and version of each package in Directory.Packages.props.</summary>
    internal static IEnumerable<(string Name, string Version)> Packages(string props) =>
        XDocument.Parse(props).Descendants("PackageVersion").Select(p => (p.Attribute("Include")!.Value, p.Attribute("Version")!.Value));

    internal static IEnumerable<string> UnusedPackages(string props, IEnumerable<string> projects)
    {
        var used = projects.SelectMany(p => XDocument.Parse(p).Descendants("PackageReference")).Select(p => p.Attribute("Include")?.Value).ToHashSet();
        return Packages(props).Where(p => !used.Contains(p.Name)).Select(p => $"{p.Name}: in Directory.Packages.props, but no project refers to it");
    }

    /// <summary>A package is named with its version on one line of the document.</summary>
    internal static IEnumerable<string> UnnamedPackages(string props, string document) =>
        Packages(props).Where(p => !document.Split('\n').Any(line => Names(line, p.Name) && line.Contains(p.Version, StringComparison.Ordinal)))
            .Select(p => $"{p.Name} {p.Version}: no line names it with this version");

    internal static IEnumerable<string> Unnamed(IEnumerable<string> names, string document) =>
        names.Where(name => !Names(document, name)).Select(name => $"{name}: not named");

    /// <summary>Relative links of a Markdown file, and the paths in backticks in its tables, exist.</summary>
    internal static IEnumerable<string> DeadPaths(string path, string text, Func<string, bool> exists)
    {
        string folder = Path.GetDirectoryName(path)!;
        var links = Link().Matches(text).Select(m => m.Groups[1].Value.Split('#')[0]).Where(t => t.Length > 0 && !t.Contains("://", StringComparison.Ordinal));
        var cells = text.Split('\n').Where(line => line.StartsWith('|')).SelectMany(line => Code().Matches(line)).Select(m => m.Groups[1].Value.Split(' ')[0]);
        return links.Select(link => Path.Combine(folder, link))
            .Concat(cells.Where(IsPath).SelectMany(cell => exists(cell) ? [] : new[] { Path.Combine(folder, cell) }))
            .Where(target => !exists(target)).Select(target => $"{path}: '{target}' is not there");
    }

    private static bool IsPath(string text) => PathLike().IsMatch(text) && !text.Contains('*', StringComparison.Ordinal) && !text.Contains('<', StringComparison.Ordinal);

    private static bool Names(string text, string name) => Regex.IsMatch(text, $@"(?<![\w.-]){Regex.Escape(name)}(?![\w-]|\.\w)");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    // Something like lib/pml, tests/ or README.md; not 3/4, text/html or Figure.Of.
    [GeneratedRegex(@"^(?:(?:notebooks|lib|data-prep|tests|\.ci|\.vscode)/[\w./-]*|[\w.-]+\.(?:md|ipynb|props|csx|sln))$")]
    private static partial Regex PathLike();
}
