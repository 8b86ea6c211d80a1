using PML.Host.Cells;

namespace PML.Host.Insight;

/// <summary>A cell as the compiler sees it while it is being written: blanks in place of directives and of texts that are not C#, every position kept.</summary>
internal static class CodeView
{
    /// <summary>The cell's C#, as long as the cell.</summary>
    public static string Of(string source)
    {
        var code = source.ToCharArray();
        bool isText = false;
        foreach (var (start, end) in Lines(source))
        {
            bool directive = CellParser.IsDirective(source[start..end].TrimEnd('\r'), out string name);
            if (directive) isText = MagicCommands.Canonical(name) switch { "html" or "markdown" or "javascript" or "value" => true, "time" or null => isText, _ => false };
            if (directive || isText) code.AsSpan(start, end - start).Fill(' ');
        }
        return new string(code);
    }

    /// <summary>Whether a position is on C#, rather than on a directive or a text.</summary>
    public static bool IsCode(string source, string code, int position)
    {
        var (start, end) = Lines(source).Last(l => l.Start <= position);
        return source.AsSpan(start, end - start).SequenceEqual(code.AsSpan(start, end - start));
    }

    /// <summary>The start of the line that a position is on.</summary>
    public static int LineStart(string source, int position) => source.LastIndexOf('\n', Math.Max(0, position - 1), Math.Max(0, position)) + 1;

    private static IEnumerable<(int Start, int End)> Lines(string source)
    {
        int start = 0;
        for (int end; (end = source.IndexOf('\n', start)) >= 0; start = end + 1) yield return (start, end);
        yield return (start, source.Length);
    }
}
