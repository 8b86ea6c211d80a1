using PML.Experiments;
using PML.Objectives;
using PML.Support;

namespace PML.Figures;

/// <summary>The illustrative example from every pair of initial points, a panel for each.</summary>
/// <remarks>Source: the paper, Figs. 7 to 14. A row has one initial point of the first member, a column one of the second.</remarks>
public static class PairGridFigure
{
    /// <summary>How the members move: the first blue, the second red, from the bullet to the cross (Figs. 7, 9, 11 and 13).</summary>
    /// <param name="runs">A method's runs, pairs of members.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are no runs, or they are of one network.</exception>
    public static Figure Trajectories(IReadOnlyList<IllustrativeRun> runs) => Grid(runs, LossSpaceTraces.Extent(runs), "Trajectories of both members", run =>
    [
        .. Enumerable.Range(0, 2).SelectMany(k => (Trace[])
        [
            LossSpaceTraces.Line(run.Trajectory(k), null).Set("line.color", LossSpaceTraces.MemberColors[k]).Set("line.width", 1),
            LossSpaceTraces.Marks(run.Trajectory(k), "circle", LossSpaceTraces.MemberColors[k], 3, null),
        ]),
        .. Enumerable.Range(0, 2).SelectMany(k => (Trace[])
        [
            LossSpaceTraces.Marks([run.Trajectory(k)[0]], "circle", "black", 7, null),
            LossSpaceTraces.End(run, k, 8),
        ]),
    ]);

    /// <summary>The final subspace, dashed, over the analytic Pareto front; ✗ beside the title of a panel that misses it (Figs. 8, 10, 12 and 14).</summary>
    /// <param name="runs">A method's runs, pairs of members.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are no runs, or they are of one network.</exception>
    public static Figure Subspaces(IReadOnlyList<IllustrativeRun> runs) => Grid(
        runs,
        runs.SelectMany(run => run.SubspaceLosses(^1, 21).Concat(run.Objective.ParetoFront(21))),
        "Final subspaces over the analytic Pareto front",
        run => [LossSpaceTraces.Subspace(run, ^1, null), .. Enumerable.Range(0, 2).Select(k => LossSpaceTraces.End(run, k, 7))]);

    private static Figure Grid(IReadOnlyList<IllustrativeRun> runs, IEnumerable<double[]> extent, string what, Func<IllustrativeRun, Trace[]> panel)
    {
        if (runs.Count == 0 || runs.Any(run => run.Members != 2)) throw new PmlException($"A figure of pairs needs runs of two members; found {(runs.Count == 0 ? "none" : "one of " + runs.First(run => run.Members != 2).Members)}.");
        var points = IllustrativeExample.InitialPoints.Count;
        var grid = new PanelGrid(runs.Count, Math.Min(points, runs.Count), extent, LossSpaceTraces.Titles);
        for (var i = 0; i < runs.Count; i++)
        {
            var found = runs[i].FoundFront;
            var place = grid.Panel(i, $"{runs[i].From.Replace('-', '−')}{(found ? "" : " ✗")}", 10);
            grid.Figure.Add(place(LossSpaceTraces.Front(runs[i], null)));
            foreach (var trace in panel(runs[i])) grid.Figure.Add(place(trace));
        }

        var figure = grid.Done().Layout("margin", new Dictionary<string, object?> { ["l"] = 70, ["r"] = 15, ["t"] = 25, ["b"] = 60 }).Layout("showlegend", false);
        (figure.Width, figure.Height, figure.PixelRatio) = (720, 85 + 124 * ((runs.Count - 1) / points + 1), 1);
        figure.Alt = $"{what}, {runs[0].Method}, a panel for each of {runs.Count} pairs of initial points; {runs.Count(run => run.FoundFront)} found the whole front.";
        return figure;
    }
}
