using System.Globalization;
using PML.Support;

namespace PML.Data;

/// <summary>Reads the Python dictionary in a .npy header: three known keys, each once, in any order.</summary>
internal sealed class NpyHeaderText(string text, string name)
{
    private int position;

    public NpyHeader Parse(int dataOffset)
    {
        string? descr = null;
        bool? fortranOrder = null;
        List<long>? shape = null;
        Expect('{');
        while (!Accept('}'))
        {
            var key = String();
            Expect(':');
            switch (key)
            {
                case "descr" when descr is null: descr = String(); break;
                case "fortran_order" when fortranOrder is null: fortranOrder = Bool(); break;
                case "shape" when shape is null: shape = Tuple(); break;
                default: throw Wrong($"has an unknown or repeated key '{key}'");
            }
            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }
        if (text[position..].Trim(' ', '\n').Length > 0) throw Wrong("goes on after its closing brace");
        if (descr is null || fortranOrder is null || shape is null) throw Wrong("lacks one of 'descr', 'fortran_order', 'shape'");
        var (type, bigEndian) = NpyTypes.Find(descr) ?? throw new PmlException($"{name} must have one of the element types {NpyTypes.Names}; found '{descr}'. Convert it with numpy's astype.");
        try
        {
            return new NpyHeader(type, shape, fortranOrder.Value, dataOffset) { BigEndian = bigEndian };
        }
        catch (PmlException exception)
        {
            throw new PmlException($"{name}: {exception.Message}", exception);
        }
    }

    private List<long> Tuple()
    {
        var lengths = new List<long>();
        Expect('(');
        while (!Accept(')'))
        {
            if (lengths.Count == NpyHeader.MaximumRank) throw Wrong($"names more than {NpyHeader.MaximumRank} axes");
            lengths.Add(Number());
            if (Accept(',')) continue;
            Expect(')');
            // "(3)" is a number in Python, not a shape; numpy never writes it, and it is harmless to read.
            break;
        }
        return lengths;
    }

    private long Number()
    {
        SkipSpaces();
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
        return long.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong("names an axis that is not a whole number from 0 to 2^63-1");
    }

    private string String()
    {
        SkipSpaces();
        var quote = position < text.Length ? text[position] : '\0';
        var end = quote is '\'' or '"' ? text.IndexOf(quote, position + 1) : -1;
        if (end < 0) throw Wrong("must have a quoted word here");
        var value = text[(position + 1)..end];
        position = end + 1;
        return value;
    }

    private bool Bool()
    {
        SkipSpaces();
        foreach (var (word, value) in new[] { ("True", true), ("False", false) })
        {
            if (!text.AsSpan(position).StartsWith(word)) continue;
            position += word.Length;
            return value;
        }
        throw Wrong("must have True or False here");
    }

    private bool Accept(char symbol)
    {
        SkipSpaces();
        if (position >= text.Length || text[position] != symbol) return false;
        position++;
        return true;
    }

    private void Expect(char symbol)
    {
        if (!Accept(symbol)) throw Wrong($"must have '{symbol}' here");
    }

    private void SkipSpaces()
    {
        while (position < text.Length && text[position] is ' ' or '\n') position++;
    }

    private PmlException Wrong(string what) => new($"{name}: the header {what} (character {position}). The file is damaged or not a .npy file; make it again.");
}
