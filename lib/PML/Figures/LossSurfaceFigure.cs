using System.Globalization;
using PML.Experiments;
using PML.Support;

namespace PML.Figures;

/// <summary>The overall loss of the illustrative example as a surface over its two weights, a panel for each weighting of the losses.</summary>
/// <remarks>Source: the paper, Figs. 26 and 27. The subspace between the members is blue, its point at the panel's weighting a black cross.</remarks>
public static class LossSurfaceFigure
{
    private const int Columns = 3, GridPoints = 45, LinePoints = 41;

    // Light where the loss is low, so that the blue line shows in the valley.
    private static readonly object[] Colors = [new object[] { 0.0, "#FFF9E6" }, new object[] { 0.5, "#F2B66D" }, new object[] { 1.0, "#8C3B0A" }];

    /// <summary>The figure of a run of two members.</summary>
    /// <param name="run">The run.</param>
    /// <param name="alphas">The first loss's weights, each in [0, 1].</param>
    /// <param name="eye">Where the camera stands, in units of the surface's box.</param>
    /// <param name="half">Both weights go from minus this to this; above 0.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">The run is of one network, there are no weightings, or one is out of range.</exception>
    public static Figure Of(IllustrativeRun run, IReadOnlyList<double> alphas, (double X, double Y, double Z) eye, double half = 11)
    {
        if (run.Members != 2 || alphas.Count == 0) throw new PmlException($"A loss surface needs a run of 2 members and at least one weighting; found {run.Members} members and {alphas.Count} weightings.");
        Check.Positive(half, nameof(half));
        var figure = FigureStyle.Apply(new Figure()).Layout("xaxis", null).Layout("yaxis", null).Layout("showlegend", false)
            .Layout("margin", new Dictionary<string, object?> { ["l"] = 0, ["r"] = 0, ["t"] = 10, ["b"] = 0 });
        int columns = Math.Min(Columns, alphas.Count), rows = (alphas.Count - 1) / columns + 1;
        var titles = new List<object>();
        for (var i = 0; i < alphas.Count; i++)
        {
            var alpha = Check.InRange(alphas[i], 0, 1, nameof(alphas));
            var scene = i == 0 ? "scene" : string.Create(CultureInfo.InvariantCulture, $"scene{i + 1}");
            double left = (double)(i % columns) / columns, top = 1 - (double)(i / columns) / rows;
            Scene(figure, scene, [left, left + 1.0 / columns], [top - 1.0 / rows, top], eye);
            figure.Add(Surface(run, alpha, half).Set("scene", scene));
            foreach (var trace in Subspace(run, alpha)) figure.Add(trace.Set("scene", scene));
            titles.Add(Title(string.Create(CultureInfo.InvariantCulture, $"α = {alpha:0.##}"), left + 0.5 / columns, top));
        }

        figure.Layout("annotations", titles);
        (figure.Width, figure.Height, figure.PixelRatio) = (960, 10 + 270 * rows, 1.5);
        figure.Alt = $"Surfaces of the overall loss over the two weights at {alphas.Count} weightings of the losses, with the subspace between the members as a blue line and its point at the panel's weighting as a cross, where the loss is {string.Join(", ", alphas.Select(alpha => At(run, alpha)))}.";
        return figure;
    }

    private static string At(IllustrativeRun run, double alpha)
    {
        var (first, last) = (run.Subspace(^1, 2)[0], run.Subspace(^1, 2)[1]);
        return string.Create(CultureInfo.InvariantCulture, $"{Overall(run, alpha, alpha * first[0] + (1 - alpha) * last[0], alpha * first[1] + (1 - alpha) * last[1]):0.0} for α = {alpha:0.##}");
    }

    /// <summary>The overall loss: alpha L1 + (1 - alpha) L2.</summary>
    internal static double Overall(IllustrativeRun run, double alpha, double theta1, double theta2)
    {
        var losses = run.Objective.Losses(theta1, theta2);
        return alpha * losses[0] + (1 - alpha) * losses[1];
    }

    private static Trace Surface(IllustrativeRun run, double alpha, double half)
    {
        double[] ticks = [.. Enumerable.Range(0, GridPoints).Select(i => Math.Round(-half + 2 * half * i / (GridPoints - 1), 4))];
        var heights = Matrix.Of(GridPoints, GridPoints, (j, i) => Math.Round(Overall(run, alpha, ticks[i], ticks[j]), 2));
        return new Trace("surface").Set("x", ticks).Set("y", ticks).Set("z", heights).Set("colorscale", Colors).Set("showscale", false)
            .Set("lighting.ambient", 0.75).Set("lighting.specular", 0.05).Set("hovertemplate", "θ = (%{x:.1f}, %{y:.1f})<br>loss %{z:.2f}<extra></extra>");
    }

    private static IEnumerable<Trace> Subspace(IllustrativeRun run, double alpha)
    {
        // A little above the surface, so that its triangles do not cover the line.
        const double lift = 0.4;
        var segment = run.Subspace(^1, LinePoints);
        Trace Line(IEnumerable<double[]> points, string mode)
        {
            double[][] all = [.. points];
            return new Trace("scatter3d").Set("x", all.Select(p => Math.Round(p[0], 4))).Set("y", all.Select(p => Math.Round(p[1], 4)))
                .Set("z", all.Select(p => Math.Round(Overall(run, alpha, p[0], p[1]) + lift, 4))).Set("mode", mode).Set("hoverinfo", "skip");
        }

        // Drawn as two strokes: plotly.js takes the marker "x" of three dimensions from a font that many machines lack.
        var (first, last) = (segment[0], segment[^1]);
        double x = alpha * first[0] + (1 - alpha) * last[0], y = alpha * first[1] + (1 - alpha) * last[1];
        const double arm = 0.9;
        yield return Line(segment, "lines").Set("line.color", LossSpaceTraces.MemberColors[0]).Set("line.width", 9);
        foreach (var sign in (int[])[1, -1])
            yield return Line([[x - arm, y - sign * arm], [x, y], [x + arm, y + sign * arm]], "lines").Set("line.color", "black").Set("line.width", 6);
    }

    private static void Scene(Figure figure, string scene, double[] x, double[] y, (double X, double Y, double Z) eye)
    {
        figure.Layout(scene + ".domain", new Dictionary<string, object?> { ["x"] = x, ["y"] = y })
            .Layout(scene + ".camera.eye", new Dictionary<string, object?> { ["x"] = eye.X, ["y"] = eye.Y, ["z"] = eye.Z })
            .Layout(scene + ".camera.center.z", -0.12)
            .Layout(scene + ".aspectratio", new Dictionary<string, object?> { ["x"] = 1, ["y"] = 1, ["z"] = 0.85 });
        foreach (var (axis, title) in new[] { ("x", "θ<sub>1</sub>"), ("y", "θ<sub>2</sub>"), ("z", "loss") })
            figure.Layout($"{scene}.{axis}axis", new Dictionary<string, object?>
            {
                ["title"] = new Dictionary<string, object?> { ["text"] = title, ["font"] = new Dictionary<string, object?> { ["size"] = 13 } },
                ["tickfont"] = new Dictionary<string, object?> { ["size"] = 10 }, ["nticks"] = 5, ["backgroundcolor"] = "white", ["gridcolor"] = "#DDDDDD", ["showspikes"] = false,
            });
    }

    private static Dictionary<string, object?> Title(string text, double x, double y) => new()
    {
        ["text"] = text, ["showarrow"] = false, ["xref"] = "paper", ["yref"] = "paper", ["x"] = x, ["y"] = y, ["xanchor"] = "center", ["yanchor"] = "top",
        ["font"] = new Dictionary<string, object?> { ["size"] = 15 },
    };
}
