using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;

namespace PML.Host.Formatting;

/// <summary>A value as HTML: a table of its members, or of its items with one row each.</summary>
internal static class HtmlTable
{
    /// <summary>The HTML of a value.</summary>
    public static string Of(object? value) => Of(value, 0);

    private static string Of(object? value, int depth)
    {
        if (value is null || depth >= PlainText.Deepest) return Escape(PlainText.Inline(value, depth));
        if (depth > 0 && ConventionFormatters.Of(value.GetType())?.Format(value, Mime.Text) is { } text) return Escape(text);
        return Shape.Of(value.GetType()) switch
        {
            MemberShape shape => Table(null, shape.Members.Select(m => $"<th>{Escape(m.Name)}</th><td>{Of(m.Read(value), depth + 1)}</td>"), false),
            SequenceShape when value is Array { Rank: 2 } grid => Grid(grid),
            SequenceShape => Sequence((IEnumerable)value, depth),
            _ when depth == 0 => $"<pre>{Escape(PlainText.Of(value))}</pre>",
            _ => Escape(PlainText.Inline(value, depth)),
        };
    }

    private static string Sequence(IEnumerable items, int depth)
    {
        if (items is not Array { Rank: > 1 } && Rows.Of(items) is { } rows)
            return Table(["", .. rows.Columns], rows.Items.Select((row, i) => Index(i) + string.Concat(row.Select(v => $"<td>{Of(v, depth + 1)}</td>"))), rows.More);
        var (first, more) = Rows.Take(items);
        return first.All(i => i is null || Shape.Of(i.GetType()) is ScalarShape)
            ? Escape(PlainText.Inline(items, depth))
            : Table(null, first.Select((item, i) => $"{Index(i)}<td>{Of(item, depth + 1)}</td>"), more);
    }

    private static string Grid(Array grid)
    {
        int rows = Math.Min(grid.GetLength(0), Rows.Most), columns = Math.Min(grid.GetLength(1), Rows.Most);
        var lines = Enumerable.Range(0, rows).Select(r => string.Concat(Enumerable.Range(0, columns).Select(c => $"<td>{Escape(PlainText.Inline(grid.GetValue(r, c), 1))}</td>")));
        return Table(null, lines, rows < grid.GetLength(0) || columns < grid.GetLength(1));
    }

    private static string Table(IEnumerable<string>? head, IEnumerable<string> rows, bool more)
    {
        var html = new StringBuilder("<table>");
        if (head is not null) html.Append("<thead><tr>").AppendJoin("", head.Select(h => $"<th>{Escape(h)}</th>")).Append("</tr></thead>");
        html.Append("<tbody>").AppendJoin("", rows.Select(r => $"<tr>{r}</tr>")).Append("</tbody></table>");
        return (more ? html.Append("<p>(more)</p>") : html).ToString();
    }

    private static string Index(int i) => $"<th>{i.ToString(CultureInfo.InvariantCulture)}</th>";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
