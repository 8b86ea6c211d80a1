using System.Text.RegularExpressions;

namespace PML.Host.Cells;

/// <summary>What stands behind a directive's name: plain words, and options such as <c>--name x</c>.</summary>
internal sealed partial class DirectiveOptions
{
    private readonly Dictionary<string, string> _options = [];
    private readonly string _name;

    private DirectiveOptions(string name, int line) => (_name, Line) = (name, line);

    /// <summary>The directive's line, from 1.</summary>
    public int Line { get; }

    /// <summary>The words that belong to no option.</summary>
    public List<string> Words { get; } = [];

    /// <summary>Reads a directive's rest of line.</summary>
    /// <param name="name">The directive, for messages.</param>
    /// <param name="text">The rest of the line.</param>
    /// <param name="line">Its number, from 1.</param>
    /// <param name="known">The options that it takes.</param>
    /// <exception cref="CellFailure">An option is unknown, or has no value.</exception>
    public static DirectiveOptions Read(string name, string text, int line, params string[] known)
    {
        var options = new DirectiveOptions(name, line);
        var words = Word().Matches(text).Select(m => m.Groups["bare"].Success ? m.Value : m.Value.Replace("\"", "")).ToArray();
        for (int i = 0; i < words.Length; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal)) options.Words.Add(words[i]);
            else if (!known.Contains(words[i])) throw options.Wrong($"it does not know {words[i]}{(known.Length > 0 ? $"; it knows {string.Join(", ", known)}" : "")}");
            else if (++i >= words.Length) throw options.Wrong($"{words[i - 1]} needs a value");
            else options._options[words[i - 1]] = words[i];
        }
        return options;
    }

    /// <summary>An option's value, or null.</summary>
    public string? this[string option] => _options.GetValueOrDefault(option);

    /// <summary>An option's value.</summary>
    /// <exception cref="CellFailure">It is missing.</exception>
    public string Need(string option) => this[option] ?? throw Wrong($"{option} is missing");

    /// <summary>A C# name.</summary>
    /// <exception cref="CellFailure">It is none.</exception>
    public string Identifier(string name) => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(name) ? name : throw Wrong($"'{name}' is no name of a C# variable");

    /// <summary>The error that the directive is wrong.</summary>
    public CellFailure Wrong(string why) => CellFailure.Directive(Line, $"#!{_name}: {why}.");

    // "in quotes", @input:"in quotes", or up to the next blank.
    [GeneratedRegex("""(?:[@\w-]+:)?"[^"]*"|(?<bare>\S+)""")]
    private static partial Regex Word();
}
