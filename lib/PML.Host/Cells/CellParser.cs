using System.Text;
using System.Text.RegularExpressions;
using PML.Host.Formatting;

namespace PML.Host.Cells;

/// <summary>Cuts a cell's source at its directives, the lines that start with <c>#!</c>, and at those that name packages.</summary>
internal sealed partial class CellParser
{
    private readonly List<CellPart> _parts = [];
    private readonly StringBuilder _code = new();
    private readonly StringBuilder _text = new();
    // Makes a part of the lines that follow a directive; null while they are C#.
    private Func<string, CellPart>? _textPart;

    private CellParser() { }

    /// <summary>Whether the cell asks for its wall time.</summary>
    public bool Timed { get; private set; }

    /// <summary>Whether the cell's first line is a comment that says "optional": where its packages cannot be had, it is skipped with a sentence.</summary>
    public bool IsOptional { get; private set; }

    /// <summary>What to do, in order.</summary>
    public IReadOnlyList<CellPart> Parts => _parts;

    /// <summary>Parses a cell.</summary>
    /// <exception cref="CellFailure">A directive is unknown or malformed.</exception>
    public static CellParser Parse(string source)
    {
        var parser = new CellParser();
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        parser.IsOptional = lines.FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) is { } first && Optional().IsMatch(first);
        for (int i = 0; i < lines.Length; i++) parser.Take(lines[i], i + 1);
        parser.EndPart();
        return parser;
    }

    /// <summary>Whether a line is a directive of this host rather than C#, and its name.</summary>
    public static bool IsDirective(string line, out string name)
    {
        var magic = Magic().Match(line);
        name = magic.Groups[1].Value;
        return magic.Success || NuGet().IsMatch(line);
    }

    private void Take(string line, int number)
    {
        if (Magic().Match(line) is { Success: true } magic) Direct(magic.Groups[1].Value, magic.Groups[2].Value, number);
        else if (_textPart is not null) _text.Append(line).Append('\n');
        else if (NuGet().Match(line) is { Success: true } nuGet) Fetch(nuGet.Groups[1].Value, nuGet.Groups[2].Value, line, number);
        else _code.Append(line);
        _code.Append('\n');
    }

    private void Direct(string name, string rest, int line)
    {
        switch (MagicCommands.Canonical(name) ?? throw CellFailure.Directive(line, $"Unknown directive #!{name}. This host knows {MagicCommands.Known}."))
        {
            case "csharp":
                EndPart();
                break;
            case "html":
                Begin(text => new TextPart(Mime.Html, text));
                break;
            case "markdown":
                Begin(text => new TextPart(Mime.Markdown, text));
                break;
            case "javascript":
                Begin(text => new TextPart(Mime.Html, $"<script type=\"text/javascript\">\n{text}\n</script>"));
                break;
            case "value":
                var options = DirectiveOptions.Read("value", rest, line, "--name", "--from-file", "--mime-type");
                options.Identifier(options.Need("--name"));
                Begin(text => new ValuePart(options, text));
                break;
            case "time":
                Timed = true;
                break;
            case var other:
                EndPart();
                _parts.Add(new DirectivePart(other, MagicCommands.Read(other, rest, line)));
                break;
        }
    }

    private void Begin(Func<string, CellPart> textPart)
    {
        EndPart();
        _textPart = textPart;
    }

    private void Fetch(string letter, string rest, string line, int number)
    {
        if (Quoted().Match(rest) is not { Success: true } quoted || quoted.Groups[1].Value.Trim() is not { Length: > 0 } what)
            throw CellFailure.Directive(number, $"{line.Trim()}: write {(letter == "i" ? "#i \"nuget: folder or address\"" : "#r \"nuget: Name, version\"")}.");
        EndPart();
        if (letter == "i")
        {
            _parts.Add(new SourcePart(what, number));
            return;
        }
        var words = what.Split(',', StringSplitOptions.TrimEntries);
        if (words.Length > 2 || !PackageName().IsMatch(words[0]) || words is [_, ""])
            throw CellFailure.Directive(number, $"{line.Trim()}: write #r \"nuget: Name, version\".");
        var package = (words[0], words.Length > 1 ? words[1] : "*", number);
        if (_parts is [.., PackagePart before]) _parts[^1] = new PackagePart([.. before.Packages, package]);
        else _parts.Add(new PackagePart([package]));
    }

    private void EndPart()
    {
        if (_textPart is not null) _parts.Add(_textPart(_text.ToString().TrimEnd('\n')));
        else if (!string.IsNullOrWhiteSpace(_code.ToString())) _parts.Add(new CodePart(_code.ToString().TrimEnd('\n')));
        _textPart = null;
        _text.Clear();
        // What has run becomes blank lines.
        int lines = _code.ToString().Count(c => c == '\n');
        _code.Clear().Append('\n', lines);
    }

    [GeneratedRegex(@"^#!([\w#-]+)\s*(.*)$")]
    private static partial Regex Magic();

    [GeneratedRegex(@"^\s*//\s*optional\b", RegexOptions.IgnoreCase)]
    private static partial Regex Optional();

    [GeneratedRegex("""^\s*#([ri])\s+"nuget\s*:(.*)$""", RegexOptions.IgnoreCase)]
    private static partial Regex NuGet();

    [GeneratedRegex("""^([^"]*)"\s*;?\s*(?://.*)?$""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^[\w.-]+$")]
    private static partial Regex PackageName();
}
