using System.Net;
using System.Text;

namespace PML.Host.Reports;

/// <summary>The part of TeX's mathematics that prose in notebooks uses, as MathML, which browsers draw by themselves.</summary>
internal sealed class TexMath
{
    private readonly string _tex;
    private readonly bool _display;
    private int _at;

    private TexMath(string tex, bool display) => (_tex, _display) = (tex, display);

    /// <summary>The formula as HTML: MathML, or the source as code when it uses more of TeX than is known here.</summary>
    /// <param name="tex">The formula.</param>
    /// <param name="display">Whether it stands on lines of its own.</param>
    public static string Html(string tex, bool display)
    {
        try
        {
            var parser = new TexMath(tex, display);
            string row = parser.Row(end: null);
            return $"<math{(display ? " display=\"block\"" : "")}><mrow>{row}</mrow></math>";
        }
        catch (FormatException)
        {
            return $"<code class=\"tex\">{WebUtility.HtmlEncode(tex)}</code>";
        }
    }

    // Everything up to the closing brace, to \right, or to the end.
    private string Row(string? end)
    {
        var row = new StringBuilder();
        while (true)
        {
            SkipSpace();
            if (end is null && _at == _tex.Length) return row.ToString();
            if (end is not null && Take(end)) return row.ToString();
            row.Append(Scripted());
        }
    }

    private string Scripted()
    {
        bool limits = false;
        string nucleus = Peek() is '_' or '^' ? "<mrow></mrow>" : Atom(out limits);
        string? below = null, above = null;
        while (true)
        {
            SkipSpace();
            if (Take("_")) below = Argument();
            else if (Take("^")) above = Argument();
            else if (Take("'")) above = (above ?? "") + "<mo>′</mo>";
            else break;
        }
        string name = limits && _display ? "munder" : "msub";
        return (below, above) switch
        {
            (null, null) => nucleus,
            (not null, null) => $"<{name}>{nucleus}<mrow>{below}</mrow></{name}>",
            (null, not null) => Pair(limits && _display ? "mover" : "msup", nucleus, above),
            _ => limits && _display
                ? $"<munderover>{nucleus}<mrow>{below}</mrow><mrow>{above}</mrow></munderover>"
                : $"<msubsup>{nucleus}<mrow>{below}</mrow><mrow>{above}</mrow></msubsup>",
        };
    }

    private static string Pair(string name, string first, string second) => $"<{name}>{first}<mrow>{second}</mrow></{name}>";

    private string Argument()
    {
        SkipSpace();
        return Take("{") ? Row("}") : Atom(out _);
    }

    private string Atom(out bool limits)
    {
        limits = false;
        char c = Next();
        if (c == '\\') return Command(Name(), out limits);
        if (c == '{') return $"<mrow>{Row("}")}</mrow>";
        if (c is '}' or '&' or '#' or '%' or '$') throw new FormatException();
        if (char.IsAsciiDigit(c)) return $"<mn>{Number(c)}</mn>";
        if (char.IsLetter(c)) return $"<mi>{c}</mi>";
        return Operator(c == '-' ? "−" : c.ToString());
    }

    private string Command(string name, out bool limits)
    {
        limits = TexSymbols.Limits.TryGetValue(name, out string? symbol);
        if (limits) return symbol!.Length == 1 ? Operator(symbol) : $"<mo>{symbol}</mo>";
        if (TexSymbols.Letters.TryGetValue(name, out symbol)) return char.IsUpper(symbol[0]) ? $"<mi mathvariant=\"normal\">{symbol}</mi>" : $"<mi>{symbol}</mi>";
        if (TexSymbols.Operators.TryGetValue(name, out symbol)) return Operator(symbol);
        if (TexSymbols.Functions.TryGetValue(name, out symbol)) return $"<mi>{symbol}</mi><mspace width=\"0.1em\"></mspace>";
        if (TexSymbols.Spaces.TryGetValue(name, out symbol)) return $"<mspace width=\"{symbol}em\"></mspace>";
        if (TexSymbols.Accents.TryGetValue(name, out symbol)) return $"<mover accent=\"true\"><mrow>{Argument()}</mrow><mo>{symbol}</mo></mover>";
        return name switch
        {
            "frac" or "tfrac" or "dfrac" => $"<mfrac><mrow>{Argument()}</mrow><mrow>{Argument()}</mrow></mfrac>",
            "sqrt" => $"<msqrt>{Argument()}</msqrt>",
            "mathbb" or "mathcal" or "mathbf" => $"<mi>{Encode(TexSymbols.InFont(name, Words()))}</mi>",
            "mathrm" or "operatorname" or "text" or "textrm" or "mathit" => $"<mtext>{Encode(Words())}</mtext>",
            "left" or "big" or "Big" or "bigg" or "bigl" or "bigr" or "Bigl" or "Bigr" => Delimiter(stretchy: name == "left", closes: name == "left"),
            _ => throw new FormatException(),
        };
    }

    // \left ( ... \right ): the delimiters grow with what stands between them.
    private string Delimiter(bool stretchy, bool closes)
    {
        string open = Fence(stretchy);
        if (!closes) return open;
        string inner = Row("\\right");
        return $"<mrow>{open}{inner}{Fence(stretchy)}</mrow>";
    }

    private string Fence(bool stretchy)
    {
        SkipSpace();
        char c = Next();
        string text = c == '\\' ? TexSymbols.Operators.GetValueOrDefault(Name()) ?? throw new FormatException() : c == '.' ? "" : c.ToString();
        return $"<mo stretchy=\"{(stretchy ? "true" : "false")}\">{Encode(text)}</mo>";
    }

    private static string Operator(string text) => text is "(" or ")" or "[" or "]" or "|" or "‖" or "{" or "}"
        ? $"<mo stretchy=\"false\">{text}</mo>"
        : $"<mo>{Encode(text)}</mo>";

    private string Name()
    {
        int start = _at;
        while (_at < _tex.Length && char.IsAsciiLetter(_tex[_at])) _at++;
        return _at > start ? _tex[start.._at] : Next().ToString();
    }

    private string Words()
    {
        SkipSpace();
        if (!Take("{")) return Next().ToString();
        int end = _tex.IndexOf('}', _at);
        if (end < 0 || _tex.AsSpan(_at, end - _at).ContainsAny('{', '\\')) throw new FormatException();
        string words = _tex[_at..end];
        _at = end + 1;
        return words;
    }

    private string Number(char first)
    {
        int start = _at;
        while (_at < _tex.Length && (char.IsAsciiDigit(_tex[_at]) || (_tex[_at] == '.' && _at + 1 < _tex.Length && char.IsAsciiDigit(_tex[_at + 1])))) _at++;
        return first + _tex[start.._at];
    }

    private void SkipSpace()
    {
        while (_at < _tex.Length && char.IsWhiteSpace(_tex[_at])) _at++;
    }

    private bool Take(string text)
    {
        if (string.CompareOrdinal(_tex, _at, text, 0, text.Length) != 0) return false;
        // \right is not the start of \rightarrow.
        if (text[0] == '\\' && _at + text.Length < _tex.Length && char.IsAsciiLetter(_tex[_at + text.Length])) return false;
        _at += text.Length;
        return true;
    }

    private char Peek() => _at < _tex.Length ? _tex[_at] : throw new FormatException();

    private char Next()
    {
        char c = Peek();
        _at++;
        return c;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
