using System.Text;

namespace PML.Tables;

/// <summary>Tables in plain text, for a terminal: columns under each other, the best of each with a star.</summary>
internal static class TableText
{
    private const int NoteWidth = 100;

    internal static string Write(ResultTable table)
    {
        string[][] lines = [[table.Head, .. table.Columns], .. table.Rows.Select(row => (string[])[OneLine(row.Title), .. row.Cells.Select(Text)])];
        int[] widths = [.. Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length))];
        var text = new StringBuilder();
        if (table.Caption.Length > 0) text.Append($"{table.Caption}\n");
        foreach (var line in lines)
        {
            text.Append(line[0].PadRight(widths[0]));
            for (var column = 1; column < line.Length; column++) text.Append($"  {line[column].PadLeft(widths[column])}");
            text.Append('\n');
            if (line == lines[0]) text.Append($"{new string('-', widths.Sum() + 2 * (widths.Length - 1))}\n");
        }

        if (table.Note.Length > 0) text.Append('\n').AppendJoin('\n', Wrap(table.Note)).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> Wrap(string note)
    {
        var line = "";
        foreach (var word in note.Split(' '))
        {
            if (line.Length + 1 + word.Length > NoteWidth)
            {
                yield return line;
                line = "";
            }

            line += line.Length > 0 ? $" {word}" : word;
        }

        yield return line;
    }

    private static string Text(Cell cell)
    {
        var value = cell.Place == 1 ? $"*{cell.Value}" : cell.Value;
        return cell.Deviation is null ? value : $"{value} ± {cell.Deviation}";
    }

    private static string OneLine(string title) => title.ReplaceLineEndings(" ");
}
