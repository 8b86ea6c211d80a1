using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using PML.Host.Formatting;

namespace PML.Host.Cells;

/// <summary>The directives about variables: each becomes C# that declares one, or a list of what there is.</summary>
/// <param name="session">What the cells declared.</param>
/// <param name="folder">Where relative paths start.</param>
internal sealed class CellVariables(ScriptSession session, string folder)
{
    private readonly Dictionary<string, string> _kept = [];

    /// <summary><c>#!value</c>: keeps a text.</summary>
    /// <returns>What to show of it, or null.</returns>
    public JsonObject? Keep(ValuePart part)
    {
        string text = part.Options["--from-file"] is { } file ? ReadFile(file, part.Options) : part.Text;
        _kept[part.Options.Need("--name")] = text;
        return part.Options["--mime-type"] is { } mimeType ? MimeFormatter.Bundle(new TypedText(text, mimeType), [mimeType]) : null;
    }

    /// <summary><c>#!set --name x --value …</c> as C#.</summary>
    public string Set(DirectiveOptions options)
    {
        string value = options.Need("--value");
        string written = value.StartsWith('@') && value.IndexOf(':') is > 0 and var colon
            ? value[1..colon] switch
            {
                "input" => $"await GetInputAsync({Literal(value[(colon + 1)..])})",
                "password" => $"await GetPasswordAsync({Literal(value[(colon + 1)..])})",
                var from => Shared(from, value[(colon + 1)..], options),
            }
            : Literal(value);
        return Declare(options.Need("--name"), written, options);
    }

    /// <summary><c>#!share x --from …</c> as C#; empty when there is nothing to do.</summary>
    public string Share(DirectiveOptions options)
    {
        string name = options.Words[0], other = options["--as"] ?? name;
        string value = Shared(options.Need("--from"), name, options);
        return value == other ? "" : Declare(other, value, options);
    }

    /// <summary><c>#!who</c> and <c>#!whos</c>: what to show.</summary>
    /// <param name="whole">With types and values.</param>
    public JsonObject List(bool whole)
    {
        var variables = session.Variables;
        if (variables.Count == 0) return new JsonObject { [Mime.Text] = "no variables" };
        return whole
            ? MimeFormatter.Bundle(variables.Select(v => new { Variable = v.Name, Type = TypeNames.Of(v.Type), Value = Short(v.Value) }).ToArray(), [])
            : new JsonObject { [Mime.Text] = string.Join('\n', variables.Select(v => v.Name)) };
    }

    private string Shared(string from, string name, DirectiveOptions options) => from switch
    {
        "csharp" => session.Variables.Any(v => v.Name == name) ? name : throw options.Wrong($"there is no variable '{name}'; #!who lists what there is"),
        "value" => _kept.TryGetValue(name, out var text)
            ? Literal(text)
            : throw options.Wrong($"no value is kept under '{name}'; kept are: {(_kept.Count > 0 ? string.Join(", ", _kept.Keys.Order(StringComparer.Ordinal)) : "none")}"),
        _ => throw options.Wrong($"there is no @{from}: here; there are @input:, @password:, @csharp: and @value:"),
    };

    // The blank lines keep the directive's number in errors.
    private static string Declare(string name, string value, DirectiveOptions options) => $"{new string('\n', options.Line - 1)}var {name} = {value};";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Short(object? value)
    {
        string text = PlainText.Inline(value, 1);
        return text.Length <= 100 ? text : text[..100] + "…";
    }

    private string ReadFile(string file, DirectiveOptions options)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw options.Wrong(e.Message.TrimEnd('.'));
        }
    }
}
