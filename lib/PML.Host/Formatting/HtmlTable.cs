using System.Collections;
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
        if (value is null) return Escape(PlainText.Of(value));
        if (depth >= PlainText.Deepest) return Escape(PlainText.Of(value, depth));
        if (depth > 0 && ConventionFormatters.Of(value.GetType())?.Format(value, Mime.Text) is { } text) return Escape(text);
        return Shape.Of(value.GetType()) switch
        {
            MemberShape shape => Members(value, shape, depth),
            SequenceShape when value is Array { Rank: 2 } grid => Grid(grid),
            SequenceShape => Sequence((IEnumerable)value, depth),
            _ => depth == 0 ? $"<pre>{Escape(PlainText.Of(value))}</pre>" : Escape(PlainText.Of(value)),
        };
    }

    private static string Members(object value, MemberShape shape, int depth) =>
        Table(null, shape.Members.Select(m => $"<th>{Escape(m.Name)}</th><td>{Of(m.Read(value), depth + 1)}</td>"), false);

    private static string Sequence(IEnumerable items, int depth)
    {
        var (first, more) = PlainText.Take(items);
        var columns = first.Where(i => i is not null).Select(i => Shape.Of(i!.GetType())).OfType<MemberShape>().FirstOrDefault();
        if (columns is null || first.Any(i => i is null || Shape.Of(i.GetType()) is not MemberShape s || !SameColumns(s, columns)))
            return first.Any(i => i is not null && Shape.Of(i.GetType()) is not ScalarShape)
                ? Table(null, first.Select((item, row) => $"<th>{row}</th><td>{Of(item, depth + 1)}</td>"), more)
                : Escape(PlainText.Of(items, depth));
        var rows = first.Select((item, row) => $"<th>{row}</th>" + string.Concat(((MemberShape)Shape.Of(item!.GetType())).Members.Select(m => $"<td>{Of(m.Read(item), depth + 1)}</td>")));
        return Table("<th></th>" + string.Concat(columns.Members.Select(m => $"<th>{Escape(m.Name)}</th>")), rows, more);
    }

    private static bool SameColumns(MemberShape a, MemberShape b) => a.Members.Select(m => m.Name).SequenceEqual(b.Members.Select(m => m.Name));

    private static string Grid(Array grid)
    {
        int rows = Math.Min(grid.GetLength(0), PlainText.MostItems), columns = Math.Min(grid.GetLength(1), PlainText.MostItems);
        return Table(null, Enumerable.Range(0, rows).Select(r => string.Concat(Enumerable.Range(0, columns).Select(c => $"<td>{Escape(PlainText.Of(grid.GetValue(r, c)))}</td>"))),
            rows < grid.GetLength(0) || columns < grid.GetLength(1));
    }

    private static string Table(string? head, IEnumerable<string> rows, bool more)
    {
        var html = new StringBuilder("<table>");
        if (head is not null) html.Append("<thead><tr>").Append(head).Append("</tr></thead>");
        html.Append("<tbody>");
        foreach (string row in rows) html.Append("<tr>").Append(row).Append("</tr>");
        html.Append("</tbody></table>");
        if (more) html.Append("<p>(more)</p>");
        return html.ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
