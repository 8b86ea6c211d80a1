using PML.Host.Cells;

namespace PML.Host.Insight;

/// <summary>Completions and documentation of the directives, which the compiler knows nothing of.</summary>
internal static class DirectiveCompleter
{
    /// <summary>The directives that could stand at a position; null when none is being written there.</summary>
    public static Completions? At(string source, int position)
    {
        int start = CodeView.LineStart(source, position);
        string written = source[start..position];
        if (!written.StartsWith("#!", StringComparison.Ordinal) || written.Contains(' ')) return null;
        return new Completions(start, position, [.. MagicCommands.All.Select(m => ($"#!{m.Name}", m.Help))
            .Where(m => m.Item1.StartsWith(written, StringComparison.Ordinal))
            .Select(m => new CompletionItem(m.Item1, "directive", m.Item1, () => m.Help))]);
    }

    /// <summary>What the directive at a position does; null when there is none.</summary>
    public static Inspection? Inspect(string source, int position)
    {
        int start = CodeView.LineStart(source, position);
        int end = source.AsSpan(start).IndexOfAny(" \r\n") is >= 0 and var length ? start + length : source.Length;
        if (position > end || !CellParser.IsDirective(source[start..end], out string name) || MagicCommands.Canonical(name) is not { } canonical) return null;
        return new Inspection(start, end, $"#!{canonical}", MagicCommands.All.Single(m => m.Name == canonical).Help);
    }
}
