using System.Globalization;

namespace PML.Figures;

/// <summary>Small multiples: panels in rows and columns with the same axes, numbered at the outer edges alone.</summary>
internal sealed class PanelGrid
{
    private readonly int _rows, _columns, _panels;
    private readonly double[] _xRange, _yRange;
    private readonly double _gap;

    /// <summary>A figure of panels, still without data.</summary>
    /// <param name="panels">How many; rows fill from the left.</param>
    /// <param name="columns">In a row.</param>
    /// <param name="points">Pairs that every panel's axes must span.</param>
    /// <param name="titles">Under the x axes and beside the y axes.</param>
    /// <param name="gap">Between two panels of a row, in widths of a panel.</param>
    internal PanelGrid(int panels, int columns, IEnumerable<double[]> points, (string X, string Y) titles, double gap = 0.1)
    {
        _gap = gap;
        (_panels, _columns, _rows) = (panels, columns, (panels - 1) / columns + 1);
        double[][] all = [.. points];
        (_xRange, _yRange) = (Range(all.Select(p => p[0])), Range(all.Select(p => p[1])));
        Figure = FigureStyle.Apply(new Figure());
        Annotate(titles.X, 0.5, 0, ("center", "top"), 15, yShift: -26);
        Annotate(titles.Y, 0, 0.5, ("right", "middle"), 15, xShift: -34, angle: -90);
    }

    /// <summary>The figure.</summary>
    internal Figure Figure { get; }

    /// <summary>Annotations so far; <see cref="Done"/> puts them into the layout.</summary>
    private List<Dictionary<string, object?>> Annotations { get; } = [];

    /// <summary>Makes room for a panel.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="title">Above it.</param>
    /// <param name="size">Of the title's letters.</param>
    /// <param name="yRange">A y axis of the panel's own, with its numbers; null for the common one.</param>
    /// <returns>What puts a series into the panel.</returns>
    internal Func<Trace, Trace> Panel(int index, string title, double size, double[]? yRange = null)
    {
        int row = index / _columns, column = index % _columns;
        var (left, right) = Span(column, _columns, _gap);
        var (low, high) = Span(_rows - 1 - row, _rows, 0.2);
        var number = index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);
        Axis($"xaxis{number}", $"y{number}", (left, right), _xRange, index + _columns >= _panels);
        Axis($"yaxis{number}", $"x{number}", (low, high), yRange ?? _yRange, yRange is not null || column == 0);
        Annotate(title, (left + right) / 2, high, ("center", "bottom"), size, yShift: 1);
        return trace => trace.Set("xaxis", $"x{number}").Set("yaxis", $"y{number}");
    }

    /// <summary>The figure with its titles.</summary>
    internal Figure Done() => Figure.Layout("annotations", Annotations.ToArray());

    // Each of n spans has its share of [0, 1] less a gap, and the outer ones reach the edges.
    private static (double, double) Span(int index, int count, double gap)
    {
        var width = 1 / (count + (count - 1) * gap);
        return (Math.Round(index * width * (1 + gap), 6), Math.Round(Math.Min(1, index * width * (1 + gap) + width), 6));
    }

    private static double[] Range(IEnumerable<double> values)
    {
        double[] all = [.. values];
        var margin = Math.Max(0.05 * (all.Max() - all.Min()), 1e-6);
        return [Math.Round(all.Min() - margin, 6), Math.Round(all.Max() + margin, 6)];
    }

    private void Axis(string name, string anchor, (double From, double To) domain, double[] range, bool numbers)
    {
        Figure.Layout(name, FigureStyle.Axis()).Layout(name + ".anchor", anchor).Layout(name + ".domain", new[] { domain.From, domain.To })
            .Layout(name + ".range", range).Layout(name + ".showticklabels", numbers).Layout(name + ".nticks", 5).Layout(name + ".tickfont.size", 11)
            .Layout(name + ".automargin", null);
    }

    private void Annotate(string text, double x, double y, (string X, string Y) anchor, double size, double xShift = 0, double yShift = 0, double angle = 0) =>
        Annotations.Add(new()
        {
            ["text"] = text, ["showarrow"] = false, ["xref"] = "paper", ["yref"] = "paper", ["x"] = x, ["y"] = y, ["xanchor"] = anchor.X, ["yanchor"] = anchor.Y,
            ["xshift"] = xShift, ["yshift"] = yShift, ["textangle"] = angle, ["font"] = new Dictionary<string, object?> { ["size"] = size },
        });
}
