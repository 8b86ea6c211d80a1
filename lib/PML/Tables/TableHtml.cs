using System.Net;
using System.Text;

namespace PML.Tables;

/// <summary>Tables as HTML.</summary>
internal static class TableHtml
{
    internal static string Write(ResultTable table)
    {
        var html = new StringBuilder("<table class=\"pml-table\">\n");
        if (table.Caption.Length > 0) html.Append($"<caption>{WebUtility.HtmlEncode(table.Caption)}</caption>\n");
        html.Append($"<thead>\n<tr><th scope=\"col\">{WebUtility.HtmlEncode(table.Head)}</th>");
        foreach (var column in table.Columns) html.Append($"<th scope=\"col\">{WebUtility.HtmlEncode(column)}</th>");
        html.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (var (title, cells) in table.Rows)
        {
            html.Append($"<tr><th scope=\"row\">{WebUtility.HtmlEncode(title)}</th>");
            foreach (var cell in cells) html.Append($"<td>{Text(cell)}</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
        return table.Note.Length > 0 ? html.Append($"<p>{WebUtility.HtmlEncode(table.Note)}</p>\n").ToString() : html.ToString();
    }

    private static string Text(Cell cell)
    {
        var value = cell.Underlined ? $"<u>{cell.Value}</u>" : cell.Value;
        if (cell.Bold) value = $"<strong>{value}</strong>";
        return cell.Deviation is null ? value : $"{value}&nbsp;±&nbsp;{cell.Deviation}";
    }
}
