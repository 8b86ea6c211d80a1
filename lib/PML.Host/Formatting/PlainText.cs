using System.Collections;
using System.Globalization;

namespace PML.Host.Formatting;

/// <summary>A value as plain text: a whole value in columns, a value inside another on one line.</summary>
internal static class PlainText
{
    /// <summary>How deep values inside values are shown.</summary>
    public const int Deepest = 4;

    /// <summary>The text of a value, which may have several lines.</summary>
    public static string Of(object? value)
    {
        if (value is null || Shape.Of(value.GetType()) is ScalarShape) return Inline(value, 0);
        if (value is IEnumerable sequence && value is not Array { Rank: > 1 } && Rows.Of(sequence) is { } rows) return Table(rows);
        return Shape.Of(value.GetType()) is MemberShape shape ? Columns(shape.Members.Select(m => (string[])[m.Name, Inline(m.Read(value), 1)])) : Inline(value, 0);
    }

    /// <summary>The text of a value on one line.</summary>
    /// <param name="value">The value.</param>
    /// <param name="depth">How many values it is inside of.</param>
    public static string Inline(object? value, int depth)
    {
        if (value is null) return "<null>";
        if (value is Exception e) return $"{e.GetType().Name}: {e.Message}";
        return Shape.Of(value.GetType()) switch
        {
            SequenceShape when depth < Deepest => Sequence((IEnumerable)value, depth),
            MemberShape shape when depth < Deepest => "{ " + string.Join(", ", shape.Members.Select(m => $"{m.Name}: {Inline(m.Read(value), depth + 1)}")) + " }",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }

    private static string Sequence(IEnumerable items, int depth)
    {
        var (first, more) = Rows.Take(items);
        string text = string.Join(", ", first.Select(i => Inline(i, depth + 1)));
        return more ? $"[ {text}, ... ]" : $"[ {text} ]";
    }

    private static string Table(Rows rows)
    {
        var cells = rows.Items.Select((row, i) => (string[])[i.ToString(CultureInfo.InvariantCulture), .. row.Select(v => Inline(v, 2))]);
        return Columns(cells.Prepend(["", .. rows.Columns])) + (rows.More ? "\n(more)" : "");
    }

    private static string Columns(IEnumerable<string[]> lines)
    {
        var all = lines.ToArray();
        var widths = Enumerable.Range(0, all[0].Length).Select(c => all.Max(l => l[c].Length)).ToArray();
        return string.Join('\n', all.Select(l => string.Join("  ", l.Select((text, c) => text.PadRight(widths[c]))).TrimEnd()));
    }
}
