using System.Text;
using System.Text.RegularExpressions;
using PML.Host.Formatting;

namespace PML.Host.Cells;

/// <summary>Cuts a cell's source at its directives, the lines that start with <c>#!</c>.</summary>
internal sealed partial class CellParser
{
    private const string Known = "#!csharp, #!html, #!markdown, #!import, #!time";

    private readonly List<CellPart> _parts = [];
    private readonly StringBuilder _code = new();
    private readonly StringBuilder _text = new();
    private string? _textType;

    private CellParser() { }

    /// <summary>Whether the cell asks for its wall time.</summary>
    public bool Timed { get; private set; }

    /// <summary>What to do, in order.</summary>
    public IReadOnlyList<CellPart> Parts => _parts;

    /// <summary>Parses a cell.</summary>
    /// <exception cref="CellFailure">A directive is unknown or malformed.</exception>
    public static CellParser Parse(string source)
    {
        var parser = new CellParser();
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++) parser.Take(lines[i], i + 1);
        parser.EndPart();
        return parser;
    }

    private void Take(string line, int number)
    {
        if (Magic().Match(line) is { Success: true } magic)
        {
            Direct(magic.Groups[1].Value, magic.Groups[2].Value.Trim(), number);
            _code.Append('\n');
            return;
        }
        if (_textType is null && NuGet().IsMatch(line))
            throw CellFailure.Directive(number, $"{line.Trim()}: this host does not fetch packages. Reference a dll instead: #r \"path/to/file.dll\".");
        if (_textType is not null) _text.Append(line).Append('\n');
        _code.Append(_textType is null ? line : "").Append('\n');
    }

    private void Direct(string name, string argument, int line)
    {
        switch (name)
        {
            case "csharp" or "c#" or "C#":
                EndPart();
                break;
            case "html" or "markdown":
                EndPart();
                _textType = name == "html" ? Mime.Html : Mime.Markdown;
                break;
            case "import":
                if (argument.Trim('"') is not { Length: > 0 } path) throw CellFailure.Directive(line, "#!import needs a file: #!import helpers.csx");
                EndPart();
                _parts.Add(new ImportPart(path, line));
                break;
            case "time":
                Timed = true;
                break;
            default:
                throw CellFailure.Directive(line, $"Unknown directive #!{name}. This host knows {Known}.");
        }
    }

    private void EndPart()
    {
        if (_textType is not null) _parts.Add(new TextPart(_textType, _text.ToString().TrimEnd('\n')));
        else if (!string.IsNullOrWhiteSpace(_code.ToString())) _parts.Add(new CodePart(_code.ToString().TrimEnd('\n')));
        _textType = null;
        _text.Clear();
        // What has run becomes blank lines.
        int lines = _code.ToString().Count(c => c == '\n');
        _code.Clear().Append('\n', lines);
    }

    [GeneratedRegex(@"^#!([\w#-]+)\s*(.*)$")]
    private static partial Regex Magic();

    [GeneratedRegex("""^\s*#[ri]\s+"nuget\s*:""", RegexOptions.IgnoreCase)]
    private static partial Regex NuGet();
}
