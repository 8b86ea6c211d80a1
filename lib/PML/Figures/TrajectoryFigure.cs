using System.Globalization;
using PML.Experiments;
using PML.Support;

namespace PML.Figures;

/// <summary>How methods move in the plane of two losses: a panel for each.</summary>
/// <remarks>
/// Source: the paper, Figs. 1 and 6. Bullets mark the start and crosses the end. Methods of one network are coloured by the step; of a pair
/// one member is blue, the other red, and dashed lines show the subspace between them, from the first step (light) to the last (dark).
/// </remarks>
public static class TrajectoryFigure
{
    private const int MostColumns = 5, SubspacesShown = 6;

    // In units of the front's extent.
    private const double OnTheFront = 0.01;

    /// <summary>The figure of some runs.</summary>
    /// <param name="groups">One group for each panel: a method's runs, all of one experiment.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are no runs.</exception>
    public static Figure Of(params IEnumerable<IllustrativeRun>[] groups)
    {
        IllustrativeRun[][] panels = [.. groups.Select(group => group.ToArray())];
        if (panels.Length == 0 || panels.Any(runs => runs.Length == 0)) throw new PmlException("A trajectory figure needs at least one run in each panel; found none.");
        var rows = (panels.Length - 1) / MostColumns + 1;
        var grid = new PanelGrid(panels.Length, (panels.Length - 1) / rows + 1, LossSpaceTraces.Extent(panels.SelectMany(runs => runs)), LossSpaceTraces.Titles);
        for (var i = 0; i < panels.Length; i++)
        {
            var place = grid.Panel(i, panels[i][0].Method, 14);
            foreach (var trace in Panel(panels[i], legend: i == 0)) grid.Figure.Add(place(trace));
        }

        var figure = grid.Done();
        foreach (var trace in Legend(panels)) figure.Add(trace);
        Colors(figure, panels[0][0].Steps[^1]);
        (figure.Width, figure.Height, figure.PixelRatio) = (1080, 100 + 220 * rows, 1);
        figure.Alt = $"Trajectories in the plane of the two losses, a panel for each of {string.Join(", ", panels.Select(Describe))}; bottom left is best.";
        return figure;
    }

    private static string Describe(IllustrativeRun[] runs) => string.Create(CultureInfo.InvariantCulture,
        $"{runs[0].Method} ({(runs[0].Members == 1 ? $"{runs.Count(run => run.Distance < OnTheFront)} of {runs.Length} runs end on the front" : $"{runs.Count(run => run.FoundFront)} of {runs.Length} found the whole front")})");

    private static IEnumerable<Trace> Panel(IllustrativeRun[] runs, bool legend)
    {
        yield return LossSpaceTraces.Front(runs[0], legend ? "Pareto front" : null);
        foreach (var run in runs)
        {
            foreach (var trace in run.Members == 1 ? Single(run) : Pair(run)) yield return trace;
            var members = Enumerable.Range(0, run.Members).Select(run.Trajectory).ToArray();
            yield return LossSpaceTraces.Marks(members.Select(points => points[0]), "circle", "black", 8, null);
            for (var k = 0; k < run.Members; k++) yield return LossSpaceTraces.End(run, k, 9);
        }
    }

    private static IEnumerable<Trace> Single(IllustrativeRun run)
    {
        var points = run.Trajectory(0);
        yield return LossSpaceTraces.Line(points, null).Set("line.color", "#C8C8C8").Set("line.width", 1);
        yield return LossSpaceTraces.Marks(points, "circle", "", 5, null).Set("marker.color", run.Steps).Set("marker.coloraxis", "coloraxis")
            .Set("hovertemplate", "step %{marker.color}: (%{x:.3f}, %{y:.3f})<extra></extra>");
    }

    private static IEnumerable<Trace> Pair(IllustrativeRun run)
    {
        // Evenly in the cube root of the step: most happens early.
        var records = Enumerable.Range(0, SubspacesShown).Select(i => (int)Math.Round((run.Steps.Count - 1) * Math.Pow((double)i / (SubspacesShown - 1), 3))).Distinct().ToArray();
        for (var i = 0; i < records.Length - 1; i++)
        {
            var grey = 190 - 130 * i / records.Length;
            yield return LossSpaceTraces.Subspace(run, records[i], null).Set("line.color", $"rgb({grey},{grey},{grey})").Set("line.width", 1.4);
        }

        for (var k = 0; k < run.Members; k++)
        {
            var color = LossSpaceTraces.MemberColors[k];
            yield return LossSpaceTraces.Line(run.Trajectory(k), null).Set("line.color", color).Set("line.width", 1);
            yield return LossSpaceTraces.Marks(run.Trajectory(k), "circle", color, 4, null).Set("text", run.Steps).Set("hovertemplate", "step %{text}: (%{x:.3f}, %{y:.3f})<extra></extra>");
        }

        yield return LossSpaceTraces.Subspace(run, ^1, null);
    }

    // Series without points: what the legend says once for all panels.
    private static IEnumerable<Trace> Legend(IllustrativeRun[][] panels)
    {
        double[][] nowhere = [[double.NaN, double.NaN]];
        yield return LossSpaceTraces.Marks(nowhere, "circle", "black", 8, "start");
        yield return LossSpaceTraces.Marks(nowhere, "x", "black", 9, "end");
        if (!panels.Any(runs => runs[0].Members > 1)) yield break;
        yield return LossSpaceTraces.Marks(nowhere, "circle", LossSpaceTraces.MemberColors[0], 6, "member of task 1");
        yield return LossSpaceTraces.Marks(nowhere, "circle", LossSpaceTraces.MemberColors[1], 6, "member of task 2");
        yield return LossSpaceTraces.Line(nowhere, "subspace").Set("line.dash", "4px,2px").Set("line.color", "#222222");
    }

    private static void Colors(Figure figure, int steps) => figure
        .Layout("coloraxis.colorscale", "Viridis").Layout("coloraxis.cmin", 0).Layout("coloraxis.cmax", steps).Layout("coloraxis.reversescale", true)
        .Layout("coloraxis.colorbar", new Dictionary<string, object?>
        {
            ["title"] = new Dictionary<string, object?> { ["text"] = "step", ["side"] = "right" }, ["thickness"] = 12, ["len"] = 0.6, ["y"] = 0, ["yanchor"] = "bottom", ["x"] = 1.02, ["outlinewidth"] = 0, ["nticks"] = 6,
        })
        .Layout("margin", new Dictionary<string, object?> { ["l"] = 70, ["r"] = 150, ["t"] = 30, ["b"] = 60 });
}
