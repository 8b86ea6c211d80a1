using System.Globalization;
using PML.Metrics;

namespace PML.Tables;

/// <summary>A number as a table prints it.</summary>
/// <param name="Value">The mean, as text; "–" where there is nothing.</param>
/// <param name="Deviation">The deviation, as text; null for a number that is no mean.</param>
internal sealed record Cell(string Value, string? Deviation = null)
{
    internal const string Nothing = "–";

    /// <summary>Whether it is the best of its column.</summary>
    internal bool Best { get; init; }

    /// <summary>The number behind the text; NaN where there is nothing.</summary>
    internal double Number { get; private init; } = double.NaN;

    internal static Cell Of(IReadOnlyCollection<double> values, int decimals, double scale = 1)
    {
        if (values.Count == 0) return new Cell(Nothing);
        var summary = MeanDeviation.Of(values);
        return Of(summary.Mean, decimals, scale) with { Deviation = summary.Deviation is { } d ? Text(d * scale, decimals) : Nothing };
    }

    internal static Cell Of(double? value, int decimals, double scale = 1) =>
        value is { } number ? new Cell(Text(number * scale, decimals)) { Number = number } : new Cell(Nothing);

    /// <summary>The cells of a column with the best marked; cells that print the same mean share the mark.</summary>
    internal static Cell[] MarkBest(Cell[] column, bool[] compared, Direction direction)
    {
        var numbers = column.Where((cell, i) => compared[i] && !double.IsNaN(cell.Number)).ToArray();
        if (numbers.Length < 2) return column;
        var best = direction == Direction.Maximize ? numbers.MaxBy(cell => cell.Number)! : numbers.MinBy(cell => cell.Number)!;
        return [.. column.Select((cell, i) => cell with { Best = compared[i] && cell.Value == best.Value })];
    }

    private static string Text(double number, int decimals) => number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
