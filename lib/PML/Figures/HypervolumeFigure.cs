using System.Globalization;
using PML.Metrics;
using PML.Support;

namespace PML.Figures;

/// <summary>What the hypervolume of two objectives is: the area that points cover towards a reference point.</summary>
/// <remarks>Source: the paper, Fig. 19.</remarks>
public static class HypervolumeFigure
{
    private const string Area = "rgba(0,114,178,0.16)", Edge = "#0072B2", Points = "#D55E00";

    /// <summary>The figure of some points.</summary>
    /// <param name="points">Shape [n, 2].</param>
    /// <param name="reference">The reference point, shape [2].</param>
    /// <param name="direction">Which way both objectives are better.</param>
    /// <param name="x">Under the axis.</param>
    /// <param name="y">Beside the axis.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">A point is not of two numbers, or as for <see cref="Hypervolume"/>.</exception>
    public static Figure Of(IReadOnlyList<double[]> points, double[] reference, Direction direction = Direction.Minimize, string x = "L<sub>1</sub>", string y = "L<sub>2</sub>")
    {
        if (reference.Length != 2 || points.Count == 0) throw new PmlException($"A figure of the hypervolume needs points and a reference of two objectives; found {points.Count} and {reference.Length}.");
        var volume = Hypervolume.Of(points, reference, direction);
        var figure = FigureStyle.Apply(new Figure { Width = 640, Height = 460 }).Layout("xaxis.title.text", x).Layout("yaxis.title.text", y);
        var sign = direction == Direction.Minimize ? 1 : -1;
        var inside = points.Where(p => sign * (reference[0] - p[0]) > 0 && sign * (reference[1] - p[1]) > 0).ToArray();
        var outline = Outline(inside, reference, sign);
        if (outline.Count > 0)
            figure.Add(Trace.Scatter(outline.Select(p => p[0]), outline.Select(p => p[1]), "lines", string.Create(CultureInfo.InvariantCulture, $"hypervolume {volume:0.###}"))
                .Set("fill", "toself").Set("fillcolor", Area).Set("line.color", Edge).Set("line.width", 2).Set("hoverinfo", "skip"));
        foreach (var p in inside)
            figure.Add(Trace.Scatter([p[0], reference[0], reference[0], p[0], p[0]], [p[1], p[1], reference[1], reference[1], p[1]], "lines", null).Set("line.color", Edge).Set("line.width", 0.8).Set("line.dash", "3px,3px").Set("hoverinfo", "skip"));
        figure.Add(Trace.Scatter(points.Select(p => p[0]), points.Select(p => p[1]), "markers", "points").Set("marker.color", Points).Set("marker.size", 12).Set("marker.line.color", "white").Set("marker.line.width", 1));
        figure.Add(Trace.Scatter([reference[0]], [reference[1]], "markers", "reference").Set("marker.symbol", "star").Set("marker.color", "black").Set("marker.size", 16));
        figure.Alt = string.Create(CultureInfo.InvariantCulture, $"The area between {points.Count} points and the reference point ({reference[0]:0.###}, {reference[1]:0.###}), the union of their rectangles: {volume:0.###}.");
        return figure;
    }

    // Down the staircase of the best points, and back over the reference.
    private static List<double[]> Outline(double[][] points, double[] reference, int sign)
    {
        List<double[]> outline = [];
        var height = reference[1];
        foreach (var p in points.OrderBy(p => sign * p[0]).ThenBy(p => sign * p[1]))
        {
            if (sign * p[1] >= sign * height) continue;
            outline.Add([p[0], height]);
            outline.Add(p);
            height = p[1];
        }

        if (outline.Count == 0) return outline;
        return [.. outline, [reference[0], height], [reference[0], reference[1]], outline[0]];
    }
}
