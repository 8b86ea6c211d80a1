using System.Text.RegularExpressions;

namespace PML.Tests.RepoRules;

/// <summary>What no file may hold: somebody's own paths, and work left undone.</summary>
internal static partial class TextRules
{
    internal static IEnumerable<string> MachinePaths(string path, string text) => Found(path, text, MachinePath(), "a path of one machine");

    internal static IEnumerable<string> UndoneWork(string path, string text) => Found(path, text, Undone(), "work left undone");

    private static IEnumerable<string> Found(string path, string text, Regex pattern, string what) =>
        text.Split('\n').Index().Where(line => !IsPicture(line.Item)).Where(line => pattern.IsMatch(line.Item)).Select(line => $"{path}({line.Index + 1}): {what}: '{pattern.Match(line.Item).Value}'");

    // The letters of a picture in a notebook mean nothing.
    private static bool IsPicture(string line) => line.TrimStart().StartsWith("\"image/png\": \"", StringComparison.Ordinal);

    // A home, a work folder or a scratch folder, at the start of a path.
    [GeneratedRegex(@"(?<![\w.~$}*-])(?:/(?:work|root|mnt|Users/\w+|home/\w+)/[\w.]|/tmp/\w+/|[A-Z]:\\Users\\)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(?:TO[D]O|FIX[M]E|XX[X]|NotImplemented[E]xception)\b|\bSkip\s*=\s*""")]
    private static partial Regex Undone();
}
