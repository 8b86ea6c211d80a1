namespace PML.Host.Cells;

/// <summary>The directives that a cell may hold, with what editors say of them.</summary>
internal static class MagicCommands
{
    private static readonly (string Name, string[] Aliases, string Help)[] s_all =
    [
        ("csharp", ["c#", "C#"], "The lines that follow are C#."),
        ("html", [], "Shows the lines that follow as HTML."),
        ("javascript", ["js"], "Runs the lines that follow in the browser."),
        ("markdown", ["md"], "Shows the lines that follow as Markdown."),
        ("import", [], "Runs a file: #!import helpers.csx (.cs, .csx, .ipynb, .dib)."),
        ("time", [], "Shows the wall time of the cell."),
        ("set", [], "Sets a variable: #!set --name x --value text, --value @input:\"Question\", @password:\"Question\", @csharp:y or @value:y."),
        ("value", [], "Keeps the lines that follow under a name: #!value --name x, or a file with --from-file path."),
        ("share", [], "Makes a kept value a C# variable: #!share x --from value, with --as y under another name."),
        ("who", [], "Lists the variables' names."),
        ("whos", [], "Lists the variables with types and values."),
    ];

    /// <summary>The names, as a message lists them.</summary>
    public static string Known { get; } = string.Join(", ", s_all.Select(m => $"#!{m.Name}"));

    /// <summary>Every directive, and what it does.</summary>
    public static IEnumerable<(string Name, string Help)> All => s_all.Select(m => (m.Name, m.Help));

    /// <summary>The directive of a name or an alias; null when there is none.</summary>
    public static string? Canonical(string name) => s_all.FirstOrDefault(m => m.Name == name || m.Aliases.Contains(name)).Name;

    /// <summary>Reads a directive that stands alone.</summary>
    /// <exception cref="CellFailure">It is malformed.</exception>
    public static DirectiveOptions Read(string name, string rest, int line) => name switch
    {
        "import" => Import(rest, line),
        "set" => Set(DirectiveOptions.Read(name, rest, line, "--name", "--value")),
        "share" => Share(DirectiveOptions.Read(name, rest, line, "--from", "--as")),
        _ => DirectiveOptions.Read(name, rest, line),
    };

    private static DirectiveOptions Import(string rest, int line)
    {
        // A path may hold blanks without quotes.
        var options = DirectiveOptions.Read("import", "", line);
        if (rest.Trim().Trim('"') is not { Length: > 0 } path) throw options.Wrong("it needs a file: #!import helpers.csx");
        options.Words.Add(path);
        return options;
    }

    private static DirectiveOptions Set(DirectiveOptions options)
    {
        options.Identifier(options.Need("--name"));
        options.Need("--value");
        return options;
    }

    private static DirectiveOptions Share(DirectiveOptions options)
    {
        if (options.Words.Count != 1) throw options.Wrong("name one value: #!share x --from value");
        options.Identifier(options.Words[0]);
        if (options["--as"] is { } other) options.Identifier(other);
        if (options.Need("--from") is not ("value" or "csharp")) throw options.Wrong($"there is no '{options["--from"]}' here; --from takes value and csharp");
        return options;
    }
}
