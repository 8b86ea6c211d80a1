using System.Globalization;
using PML.Metrics;

namespace PML.Tables;

/// <summary>A number as a table prints it.</summary>
/// <param name="Value">The mean, as text; "–" where there is nothing.</param>
/// <param name="Deviation">The deviation, as text; null for a number that is no mean.</param>
internal sealed record Cell(string Value, string? Deviation = null)
{
    internal const string Nothing = "–";

    /// <summary>How many places of a column are marked.</summary>
    internal const int Places = 3;

    /// <summary>Its place in its column, from 1; 0 for one that is not marked.</summary>
    internal int Place { get; private init; }

    /// <summary>Best and second.</summary>
    internal bool Bold => Place is 1 or 2;

    /// <summary>Best and third.</summary>
    internal bool Underlined => Place is 1 or 3;

    /// <summary>The number behind the text, in the unit that is printed; NaN where there is nothing.</summary>
    private double Number { get; init; } = double.NaN;

    internal static Cell OfMean(IReadOnlyCollection<double> values, int decimals, double scale = 1)
    {
        if (values.Count == 0) return new Cell(Nothing);
        var summary = MeanDeviation.Of(values);
        return Of(summary.Mean, decimals, scale) with { Deviation = summary.Deviation is { } d ? Text(d * scale, decimals) : Nothing };
    }

    internal static Cell Of(double? value, int decimals, double scale = 1) =>
        value is { } number ? new Cell(Text(number * scale, decimals)) { Number = number * scale } : new Cell(Nothing);

    /// <summary>
    /// The cells of a column with the first three places marked, the last of all never. Cells that print the same share a
    /// place and use up the next: after two best comes the third.
    /// </summary>
    internal static Cell[] MarkPlaces(Cell[] column, bool[] compared, Direction direction)
    {
        var numbers = column.Where((cell, i) => compared[i] && !double.IsNaN(cell.Number)).ToArray();
        bool Better(Cell a, Cell b) => a.Value != b.Value && (direction == Direction.Maximize ? a.Number > b.Number : a.Number < b.Number);
        int Place(Cell cell) => 1 + numbers.Count(other => Better(other, cell));
        return [.. column.Select((cell, i) => numbers.Length > 1 && compared[i] && !double.IsNaN(cell.Number) && Place(cell) <= Math.Min(Places, numbers.Length - 1) ? cell with { Place = Place(cell) } : cell)];
    }

    /// <summary>What the marks of a table mean.</summary>
    /// <param name="compared">How many cells of a column compete.</param>
    internal static string Legend(int compared) => (compared - 1) switch
    {
        <= 0 => "",
        1 => " Bold and underlined: best.",
        2 => " Bold and underlined: best; bold: second. What prints the same shares its mark.",
        _ => " Bold and underlined: best; bold: second; underlined: third. What prints the same shares its mark.",
    };

    /// <summary>Digits after the point that show at least four of the greatest number.</summary>
    internal static int Decimals(IEnumerable<double> numbers) =>
        numbers.Select(Math.Abs).DefaultIfEmpty().Max() is > 0 and var greatest ? (int)Math.Clamp(3 - Math.Floor(Math.Log10(greatest)), 0, 10) : 4;

    private static string Text(double number, int decimals)
    {
        var text = number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        // What rounds to zero has no sign.
        return text.AsSpan().TrimStart('-').IndexOfAnyExcept('0', '.') < 0 ? text.TrimStart('-') : text;
    }
}
