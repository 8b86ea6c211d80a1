using PML.Support;

namespace PML.Figures;

/// <summary>Samples in rows and columns, each with what is written under it; for classes in colours, a legend.</summary>
/// <remarks>Source: the paper, Fig. 20. For streets: a row for each sample with the picture, its labels, and predictions at several weightings.</remarks>
public static class SampleGridFigure
{
    /// <summary>The figure of some pictures.</summary>
    /// <param name="cells">Pictures and what stands under each, which may be empty; rows fill from the left.</param>
    /// <param name="columns">Pictures in a row.</param>
    /// <param name="cellWidth">A picture's width in pixels of the figure.</param>
    /// <param name="classes">Names of classes, by number, for a legend of <see cref="FigureStyle.ClassColor"/>; null for none.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are no pictures.</exception>
    public static Figure Of(IReadOnlyList<(Picture Picture, string Label)> cells, int columns, int cellWidth = 110, IReadOnlyList<string>? classes = null)
    {
        if (cells.Count == 0) throw new PmlException("A grid of samples needs at least one picture; found none.");
        columns = Math.Min(Check.AtLeast(columns, 1), cells.Count);
        Check.InRange(cellWidth, 20, 2000);
        var rows = (cells.Count - 1) / columns + 1;
        var cellHeight = cells.Max(cell => cellWidth * cell.Picture.Height / cell.Picture.Width) + (cells.Any(cell => cell.Label.Length > 0) ? 26 : 8);
        var legend = classes is null ? 0 : 150;
        var figure = FigureStyle.Apply(new Figure()).Layout("xaxis", Hidden(columns)).Layout("yaxis", Hidden(rows)).Layout("yaxis.autorange", null)
            .Layout("margin", new Dictionary<string, object?> { ["l"] = 5, ["r"] = 5 + legend, ["t"] = 8, ["b"] = 5 }).Layout("hovermode", false);
        (figure.Width, figure.Height) = (10 + columns * (cellWidth + 8) + legend, Math.Max(13 + rows * cellHeight, classes is null ? 0 : 40 + 22 * classes.Count));
        var images = new List<object>();
        var labels = new List<object>();
        for (var i = 0; i < cells.Count; i++)
        {
            double left = i % columns, top = rows - i / columns, wide = cellWidth / (cellWidth + 8.0);
            var high = (double)cellWidth * cells[i].Picture.Height / cells[i].Picture.Width / cellHeight;
            // As many whole pixels as a screen of two for one shows, at least.
            var scale = Math.Max(1, (int)Math.Ceiling(2.0 * cellWidth / cells[i].Picture.Width - 0.5));
            images.Add(new Dictionary<string, object?>
            {
                ["source"] = "data:image/png;base64," + Convert.ToBase64String(cells[i].Picture.ToPng(scale)), ["xref"] = "x", ["yref"] = "y", ["x"] = left + (1 - wide) / 2, ["y"] = top, ["sizex"] = wide, ["sizey"] = high, ["sizing"] = "stretch", ["layer"] = "below",
            });
            if (cells[i].Label.Length > 0)
                labels.Add(new Dictionary<string, object?> { ["text"] = cells[i].Label, ["showarrow"] = false, ["x"] = left + 0.5, ["y"] = top - high, ["xanchor"] = "center", ["yanchor"] = "top", ["font"] = new Dictionary<string, object?> { ["size"] = 13 } });
        }

        figure.Layout("images", images).Layout("annotations", labels).Add(Trace.Scatter([double.NaN], [double.NaN], "markers", null));
        foreach (var (name, i) in (classes ?? []).Select((name, i) => (name, i)))
            figure.Add(Trace.Scatter([double.NaN], [double.NaN], "markers", name).Set("marker.symbol", "square").Set("marker.size", 13).Set("marker.color", FigureStyle.ClassColor(i)));
        figure.Alt = $"{cells.Count} {(cells.Count == 1 ? "picture" : "pictures")} in {rows} {(rows == 1 ? "row" : "rows")}{(labels.Count > 0 ? ": " + string.Join("; ", cells.Where(cell => cell.Label.Length > 0).Select(cell => cell.Label)) : "")}.";
        return figure;
    }

    private static Dictionary<string, object?> Hidden(int cells) => new() { ["visible"] = false, ["range"] = new[] { 0, cells }, ["fixedrange"] = true };
}
