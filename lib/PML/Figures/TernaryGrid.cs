using System.Globalization;

namespace PML.Figures;

/// <summary>Panels in rows and columns, each the triangle of all weightings of three: the first corner bottom left, the second bottom right, the third on top.</summary>
internal sealed class TernaryGrid
{
    // A triangle of side 1 with room for half a hexagon and the corners' labels.
    private const double Left = -0.14, Right = 1.14, Low = -0.19, High = 1.07;

    private readonly int _columns, _rows;
    private readonly double _side;
    private readonly List<Dictionary<string, object?>> _annotations = [];

    /// <summary>A figure of triangles, still without data.</summary>
    /// <param name="panels">How many; rows fill from the left.</param>
    /// <param name="columns">In a row.</param>
    /// <param name="side">A panel's width in pixels.</param>
    /// <param name="margin">Room around all panels in pixels.</param>
    internal TernaryGrid(int panels, int columns, double side, (int Left, int Right, int Top, int Bottom) margin)
    {
        (_columns, _rows, _side) = (columns, (panels - 1) / columns + 1, side);
        Figure = FigureStyle.Apply(new Figure()).Layout("xaxis", null).Layout("yaxis", null).Layout("showlegend", false)
            .Layout("margin", new Dictionary<string, object?> { ["l"] = margin.Left, ["r"] = margin.Right, ["t"] = margin.Top, ["b"] = margin.Bottom });
        Figure.Width = (int)(margin.Left + columns * side + margin.Right);
        Figure.Height = (int)(margin.Top + _rows * side * (High - Low) / (Right - Left) + margin.Bottom);
    }

    /// <summary>The figure.</summary>
    internal Figure Figure { get; }

    /// <summary>The place of a weighting of three in the plane.</summary>
    internal static (double X, double Y) Place(IReadOnlyList<double> alpha) => (Math.Round(alpha[1] + alpha[2] / 2, 5), Math.Round(alpha[2] * Math.Sqrt(3) / 2, 5));

    /// <summary>Makes room for a panel.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="corners">What stands at the three corners.</param>
    /// <param name="title">What stands beside the triangle's top; empty for nothing.</param>
    /// <returns>What puts a series into the panel.</returns>
    internal Func<Trace, Trace> Panel(int index, IReadOnlyList<string> corners, string title = "")
    {
        int row = index / _columns, column = index % _columns;
        var number = index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);
        Axis("xaxis" + number, [Left, Right], column, _columns).Layout($"xaxis{number}.anchor", "y" + number);
        Axis("yaxis" + number, [Low, High], _rows - 1 - row, _rows).Layout($"yaxis{number}.anchor", "x" + number).Layout($"yaxis{number}.scaleanchor", "x" + number);
        Annotate(corners[0], (0, -0.07), ("x" + number, "y" + number), ("center", "top"), 12);
        Annotate(corners[1], (1, -0.07), ("x" + number, "y" + number), ("center", "top"), 12);
        Annotate(corners[2], (0.5, Math.Sqrt(3) / 2 + 0.07), ("x" + number, "y" + number), ("center", "bottom"), 12);
        if (title.Length > 0) Annotate(title, (Left + 0.02, 0.9), ("x" + number, "y" + number), ("left", "middle"), 15);
        return trace => trace.Set("xaxis", "x" + number).Set("yaxis", "y" + number);
    }

    /// <summary>A title above a column.</summary>
    internal void ColumnTitle(int column, string text) => Annotate(text, (ColumnMiddle(column), 1), ("paper", "paper"), ("center", "bottom"), 14);

    /// <summary>A title beside a row, turned to read upwards.</summary>
    internal void RowTitle(int row, string text) => Annotate(text, (0, 1 - (row + 0.5) / _rows), ("paper", "paper"), ("right", "middle"), 14, angle: -90);

    /// <summary>Hexagons around weightings that lie apart by <paramref name="step"/>, which tile the triangle.</summary>
    internal Trace Hexagons(IReadOnlyList<double[]> alphas, double step, IEnumerable<double> values, string colorAxis)
    {
        var places = alphas.Select(alpha => Place(alpha)).ToArray();
        // A marker's size is the hexagon's height, 2 / sqrt(3) of the distance to its neighbours; a little more closes the seams.
        var size = Math.Round(step * _side / (Right - Left) * 2 / Math.Sqrt(3) + 0.6, 2);
        return Trace.Scatter(places.Select(p => p.X), places.Select(p => p.Y), "markers", null)
            .Set("marker.symbol", "hexagon").Set("marker.size", size).Set("marker.line.width", 0).Set("marker.opacity", 1).Set("marker.color", values).Set("marker.coloraxis", colorAxis);
    }

    /// <summary>A colour axis with a horizontal bar under a column.</summary>
    internal void ColorBar(string name, int column, (double From, double To) range, bool reverse, string suffix) => Figure.Layout(name, new Dictionary<string, object?>
    {
        ["colorscale"] = "Viridis", ["reversescale"] = reverse, ["cmin"] = range.From, ["cmax"] = range.To,
        ["colorbar"] = new Dictionary<string, object?>
        {
            ["orientation"] = "h", ["x"] = ColumnMiddle(column), ["xanchor"] = "center", ["y"] = 0, ["yanchor"] = "top", ["lenmode"] = "pixels", ["len"] = Math.Round(0.86 * _side),
            ["thickness"] = 11, ["outlinewidth"] = 0, ["nticks"] = 5, ["ticksuffix"] = suffix, ["tickfont"] = new Dictionary<string, object?> { ["size"] = 12 }, ["ypad"] = 2,
        },
    });

    /// <summary>The figure with its texts.</summary>
    internal Figure Done() => Figure.Layout("annotations", _annotations.ToArray());

    // From 0 to 1 across all panels.
    private double ColumnMiddle(int column) => (column + 0.5) / _columns;

    // In some panel's coordinates or the figure's.
    private void Annotate(string text, (double X, double Y) at, (string X, string Y) axes, (string X, string Y) anchor, double size, double angle = 0) => _annotations.Add(new()
    {
        ["text"] = text, ["showarrow"] = false, ["xref"] = axes.X, ["yref"] = axes.Y, ["x"] = Math.Round(at.X, 5), ["y"] = Math.Round(at.Y, 5), ["xanchor"] = anchor.X, ["yanchor"] = anchor.Y,
        ["textangle"] = angle, ["font"] = new Dictionary<string, object?> { ["size"] = size },
    });

    private Figure Axis(string name, double[] range, int place, int count) => Figure.Layout(name, new Dictionary<string, object?>
    {
        ["visible"] = false, ["range"] = range, ["domain"] = new[] { Math.Round((double)place / count, 6), Math.Round((place + 1.0) / count, 6) },
    });
}
