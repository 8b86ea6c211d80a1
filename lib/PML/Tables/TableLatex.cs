using System.Text;

namespace PML.Tables;

/// <summary>Tables in LaTeX, ruled by booktabs.</summary>
internal static class TableLatex
{
    internal static string Write(ResultTable table)
    {
        var text = new StringBuilder("\\begin{table}\n\\centering\n");
        text.Append($"\\caption{{{Escape(table.Caption.Length > 0 ? $"{table.Caption.TrimEnd('.')}. {table.Note}".TrimEnd() : table.Note)}}}\n");
        text.Append($"\\begin{{tabular}}{{l{new string('r', table.Columns.Count)}}}\n\\toprule\n");
        text.Append($"{Escape(table.Head)} & {string.Join(" & ", table.Columns.Select(Escape))} \\\\\n\\midrule\n");
        foreach (var (title, cells) in table.Rows) text.Append($"{Escape(title)} & {string.Join(" & ", cells.Select(Text))} \\\\\n");
        return text.Append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").ToString();
    }

    private static string Text(Cell cell)
    {
        var value = cell.Underlined ? $"\\underline{{{Number(cell.Value)}}}" : Number(cell.Value);
        if (cell.Bold) value = $"\\textbf{{{value}}}";
        return cell.Deviation is null ? value : $"{value} $\\pm$ {Number(cell.Deviation)}";
    }

    // A minus sign needs mathematics; a missing number is an en dash.
    private static string Number(string text) => text == Cell.Nothing ? "--" : text.Replace("-", "$-$", StringComparison.Ordinal);

    private static string Escape(string text) => string.Concat(text.Select(c => c switch
    {
        '\\' => "\\textbackslash{}",
        '~' => "\\textasciitilde{}",
        '^' => "\\textasciicircum{}",
        '<' => "\\textless{}",
        '>' => "\\textgreater{}",
        '±' => "$\\pm$",
        '–' => "--",
        'α' => "$\\alpha$",
        'Δ' => "$\\Delta$",
        'λ' => "$\\lambda$",
        '\n' or '\r' => " ",
        '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
        _ => c.ToString(),
    }));
}
