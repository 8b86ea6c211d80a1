using System.Text;

namespace PML.Tables;

/// <summary>Tables in Markdown (GitHub's flavour).</summary>
internal static class TableMarkdown
{
    internal static string Write(ResultTable table)
    {
        var text = new StringBuilder();
        if (table.Caption.Length > 0) text.Append($"**{Escape(table.Caption)}**\n\n");
        text.Append($"| {Escape(table.Head)} | {string.Join(" | ", table.Columns.Select(Escape))} |\n");
        text.Append($"| --- |{string.Concat(table.Columns.Select(_ => " ---: |"))}\n");
        foreach (var (title, cells) in table.Rows) text.Append($"| {Escape(title)} | {string.Join(" | ", cells.Select(Text))} |\n");
        return table.Note.Length > 0 ? text.Append($"\n{Escape(table.Note)}\n").ToString() : text.ToString();
    }

    private static string Text(Cell cell)
    {
        var value = cell.Bold ? $"**{cell.Value}**" : cell.Value;
        // Markdown has no underline; GitHub drops the element u and keeps ins, which it draws underlined.
        if (cell.Underlined) value = $"<ins>{value}</ins>";
        return cell.Deviation is null ? value : $"{value} ± {cell.Deviation}";
    }

    private static string Escape(string text) =>
        string.Concat(text.Select(c => c is '\n' or '\r' ? " " : @"\`*_{}[]<>|#~&".Contains(c) ? $@"\{c}" : c.ToString()));
}
