using System.Globalization;
using PML.ParetoManifold;
using PML.Support;

namespace PML.Figures;

/// <summary>Which weightings of a window are compared: a row for each task, left the full graph with the edges that go dashed, right what stays.</summary>
/// <remarks>Source: the paper, Figs. 15 and 16. Two tasks: the nodes lie on the line from one member to the other. Three: in their triangle.</remarks>
public static class MultiForwardGraphFigure
{
    private const string Kept = "#0072B2", Removed = "#9A9A9A";

    /// <summary>The figure of a window.</summary>
    /// <param name="alphas">The window's weightings, 2 or 3 weights each.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are fewer than two weightings, or one is no weighting of 2 or 3 tasks.</exception>
    public static Figure Of(IReadOnlyList<double[]> alphas)
    {
        if (alphas.Count < 2 || alphas[0].Length is not (2 or 3)) throw new PmlException($"A graph needs at least two weightings of 2 or 3 tasks; found {alphas.Count}{(alphas.Count > 0 ? $" of {alphas[0].Length}" : "")}.");
        var tasks = alphas[0].Length;
        foreach (var alpha in alphas) Simplex.OnSimplex(alpha, tasks, each: "tasks");
        var weights = Matrix.Of(alphas.Count, tasks, (w, t) => alphas[w][t]);
        var figure = FigureStyle.Apply(new Figure()).Layout("xaxis", null).Layout("yaxis", null).Layout("showlegend", false).Layout("margin", new Dictionary<string, object?> { ["l"] = 10, ["r"] = 10, ["t"] = 30, ["b"] = 10 });
        var places = alphas.Select(alpha => tasks == 2 ? (alpha[1], 0.0) : TernaryGrid.Place(alpha)).ToArray();
        var notes = new List<object>();
        for (var t = 0; t < tasks; t++)
        {
            var edges = MultiForwardGraph.Edges(weights, t);
            for (var column = 0; column < 2; column++)
            {
                var panel = 2 * t + column == 0 ? "" : (2 * t + column + 1).ToString(CultureInfo.InvariantCulture);
                Axes(figure, panel, (t, tasks), column);
                notes.Add(Note($"task {t + 1}: {(column == 0 ? "full graph" : "final graph")}", (tasks == 2 ? 0.5 : -0.1, tasks == 2 ? 0.48 : 0.92), panel, 14, tasks == 2 ? "center" : "left"));
                figure.Add(Outline(tasks, panel));
                if (column == 0) figure.Add(Lines(MultiForwardGraph.FullEdges(weights, t).Except(edges), places, tasks, panel).Set("line.color", Removed).Set("line.dash", "5px,4px").Set("line.width", 1.3));
                figure.Add(Lines(edges, places, tasks, panel).Set("line.color", Kept).Set("line.width", 2.2));
                figure.Add(Heads(edges.Select(edge => Path(edge, places, tasks)), panel));
                figure.Add(Nodes(places, panel));
                notes.AddRange(Names(alphas, places, tasks, panel));
            }
        }

        figure.Layout("annotations", notes);
        (figure.Width, figure.Height) = (760, 40 + (tasks == 2 ? 180 : 300) * tasks);
        figure.Alt = $"Multi-forward graphs of {alphas.Count} weightings, for each of {tasks} tasks the full graph and the final one with {string.Join(", ", Enumerable.Range(0, tasks).Select(t => MultiForwardGraph.Edges(weights, t).Count))} edges.";
        return figure;
    }

    // On the line, edges between other than neighbours would hide each other: arcs, the longer the higher.
    private static (double X, double Y)[] Path((int From, int To) edge, (double X, double Y)[] places, int tasks)
    {
        var (a, b) = (places[edge.From], places[edge.To]);
        var height = tasks == 2 ? 0.42 * Math.Abs(b.X - a.X) : 0;
        return [.. Enumerable.Range(0, 13).Select(i => i / 12.0).Select(s => (Math.Round(a.X + s * (b.X - a.X), 4), Math.Round(a.Y + s * (b.Y - a.Y) + 4 * height * s * (1 - s), 4)))];
    }

    private static Trace Lines(IEnumerable<(int From, int To)> edges, (double X, double Y)[] places, int tasks, string panel)
    {
        (double X, double Y)[] points = [.. edges.SelectMany(edge => ((double X, double Y)[])[.. Path(edge, places, tasks), (double.NaN, double.NaN)])];
        return Trace.Scatter(points.Select(p => p.X), points.Select(p => p.Y), "lines", null).Set("hoverinfo", "skip").Set("xaxis", "x" + panel).Set("yaxis", "y" + panel);
    }

    // The line or the triangle of all weightings.
    private static Trace Outline(int tasks, string panel)
    {
        (double X, double Y)[] corners = tasks == 2 ? [(0, 0), (1, 0)] : [(0, 0), (1, 0), (0.5, 0.86603), (0, 0)];
        return Trace.Scatter(corners.Select(p => p.X), corners.Select(p => p.Y), "lines", null).Set("line.color", "#DADADA").Set("line.width", 1.5).Set("hoverinfo", "skip").Set("xaxis", "x" + panel).Set("yaxis", "y" + panel);
    }

    // An arrow's head in the middle of each edge; the point before it, of no size, gives it its angle.
    private static Trace Heads(IEnumerable<(double X, double Y)[]> paths, string panel)
    {
        (double X, double Y)[] points = [.. paths.SelectMany(path => ((double X, double Y)[])[path[6], path[7]])];
        return Trace.Scatter(points.Select(p => p.X), points.Select(p => p.Y), "markers", null).Set("marker.symbol", "arrow").Set("marker.angleref", "previous").Set("marker.size", points.Select((_, i) => i % 2 == 0 ? 0 : 16)).Set("marker.color", Kept).Set("marker.opacity", 1).Set("marker.line.width", 0)
            .Set("hoverinfo", "skip").Set("xaxis", "x" + panel).Set("yaxis", "y" + panel);
    }

    private static Trace Nodes((double X, double Y)[] places, string panel) =>
        Trace.Scatter(places.Select(p => p.X), places.Select(p => p.Y), "markers", null)
            .Set("marker.size", 11).Set("marker.color", "white").Set("marker.line.color", "#222222").Set("marker.line.width", 1.6).Set("hoverinfo", "skip").Set("xaxis", "x" + panel).Set("yaxis", "y" + panel);

    // Under the nodes, on a ground that dims the edges below; on the line every second one lower, so that close ones stay apart.
    private static IEnumerable<object> Names(IReadOnlyList<double[]> alphas, (double X, double Y)[] places, int tasks, string panel) => Enumerable.Range(0, alphas.Count).OrderBy(w => places[w].X).Select((w, i) =>
    {
        var name = Note($"({string.Join(", ", alphas[w].Select(a => a.ToString("0.##", CultureInfo.InvariantCulture)))})", places[w], panel, 11, "center");
        (name["yshift"], name["bgcolor"], name["borderpad"]) = (tasks == 2 && i % 2 == 1 ? -32 : -17, "rgba(255,255,255,0.75)", 0);
        return (object)name;
    });

    private static Dictionary<string, object?> Note(string text, (double X, double Y) at, string panel, double size, string anchor) => new()
    {
        ["text"] = text, ["showarrow"] = false, ["x"] = at.X, ["y"] = at.Y, ["xref"] = "x" + panel, ["yref"] = "y" + panel, ["xanchor"] = anchor, ["font"] = new Dictionary<string, object?> { ["size"] = size },
    };

    private static void Axes(Figure figure, string panel, (int Index, int Count) row, int column)
    {
        double[] y = row.Count == 2 ? [-0.2, 0.52] : [-0.16, 0.98];
        figure.Layout("xaxis" + panel, new Dictionary<string, object?> { ["visible"] = false, ["range"] = new[] { -0.12, 1.12 }, ["domain"] = new[] { 0.5 * column, 0.5 * (column + 1) }, ["anchor"] = "y" + panel });
        figure.Layout("yaxis" + panel, new Dictionary<string, object?> { ["visible"] = false, ["range"] = y, ["domain"] = new[] { 1 - (row.Index + 1.0) / row.Count, 1 - (double)row.Index / row.Count }, ["anchor"] = "x" + panel });
    }
}
