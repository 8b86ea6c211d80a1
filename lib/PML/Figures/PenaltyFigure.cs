using System.Globalization;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Support;

namespace PML.Figures;

/// <summary>What the multi-forward penalty charges for: the losses of a window's weightings, a panel for each outcome.</summary>
/// <remarks>Source: the paper, Fig. 3. Bottom left is best. Non-dominated points are green circles, others red crosses; a red line is an edge along which a loss rises.</remarks>
public static class PenaltyFigure
{
    private const string Good = "#009E73", Bad = "#D55E00";

    /// <summary>The figure of a window under some outcomes.</summary>
    /// <param name="alphas">The window's weightings, shape [W, 2].</param>
    /// <param name="outcomes">For each panel the losses of both tasks at each weighting, shape [W, 2].</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are no outcomes, or something is not of two tasks for every weighting.</exception>
    public static Figure Of(IReadOnlyList<double[]> alphas, params IReadOnlyList<double[]>[] outcomes)
    {
        if (outcomes.Length == 0) throw new PmlException("A figure of the penalty needs at least one outcome; found none.");
        foreach (var alpha in alphas) Simplex.OnSimplex(alpha, 2, each: "tasks");
        foreach (var losses in outcomes)
            if (losses.Count != alphas.Count || losses.Any(point => point.Length != 2)) throw new PmlException($"An outcome needs two losses for each of the {alphas.Count} weightings; found {losses.Count} points of {losses.FirstOrDefault()?.Length ?? 0}.");
        var grid = new PanelGrid(outcomes.Length, outcomes.Length, [.. outcomes.SelectMany(losses => losses).Select(point => (double[])[1.12 * point[0], 1.12 * point[1]]), [0, 0]], ("L<sub>1</sub>", "L<sub>2</sub>"));
        var weights = Matrix.Of(alphas.Count, 2, (w, t) => alphas[w][t]);
        var values = new List<string>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            var losses = outcomes[i];
            var value = MultiForwardPenalty.Of(weights, Matrix.Of(alphas.Count, 2, (w, t) => losses[w][t]), PenaltyOrder.Wrong).Value;
            values.Add(string.Create(CultureInfo.InvariantCulture, $"R = {value:0.###}"));
            var place = grid.Panel(i, values[^1], 15);
            foreach (var trace in Panel(weights, losses)) grid.Figure.Add(place(trace));
        }

        var figure = grid.Done().Layout("margin", new Dictionary<string, object?> { ["l"] = 70, ["r"] = 165, ["t"] = 30, ["b"] = 60 });
        for (var t = 0; t < 2; t++) figure.Add(Violation(t, [[double.NaN, double.NaN]], string.Create(CultureInfo.InvariantCulture, $"wrong order of L<sub>{t + 1}</sub>")));
        (figure.Width, figure.Height) = (235 + 300 * outcomes.Length, 380);
        figure.Alt = $"Losses of {alphas.Count} weightings in {outcomes.Length} outcomes with {string.Join(" and ", values)}; red lines join weightings whose losses are in the wrong order.";
        return figure;
    }

    private static Trace Violation(int task, IReadOnlyList<double[]> ends, string? name) => Trace.Scatter(ends.Select(p => p[0]), ends.Select(p => p[1]), "lines", name)
        .Set("line.color", Bad).Set("line.width", 3).Set("line.dash", task == 0 ? "solid" : "6px,4px").Set("hoverinfo", "skip");

    private static IEnumerable<Trace> Panel(double[,] weights, IReadOnlyList<double[]> losses)
    {
        for (var t = 0; t < 2; t++)
            foreach (var (from, to) in MultiForwardGraph.Edges(weights, t).Where(edge => losses[edge.To][t] > losses[edge.From][t]))
                yield return Violation(t, [losses[from], losses[to]], null);
        var best = ParetoFilter.NonDominated(losses, Direction.Minimize).ToHashSet();
        foreach (var good in (bool[])[true, false])
        {
            int[] shown = [.. Enumerable.Range(0, losses.Count).Where(w => best.Contains(w) == good)];
            yield return Trace.Scatter(shown.Select(w => losses[w][0]), shown.Select(w => losses[w][1]), "markers+text", null)
                .Set("text", shown.Select(w => string.Create(CultureInfo.InvariantCulture, $"α<sub>{w + 1}</sub>"))).Set("textposition", "top right")
                .Set("marker.symbol", good ? "circle" : "x").Set("marker.color", good ? Good : Bad).Set("marker.size", 12).Set("hovertemplate", "%{text}: (%{x:.3g}, %{y:.3g})<extra></extra>");
        }
    }
}
