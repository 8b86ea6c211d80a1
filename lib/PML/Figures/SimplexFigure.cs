using System.Globalization;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Figures;

/// <summary>How well each task is served over the triangle of all weightings of three members: a row for each run, a panel for each task.</summary>
/// <remarks>
/// Source: the paper, Figs. 5 and 21 to 23. Each hexagon is a weighting, 66 in steps of 0.1; its colour is the task's metric, on one scale for
/// all runs. Differs from them: where lower is better the scale is turned round instead of the metric's sign, so that yellow is best everywhere.
/// </remarks>
public static class SimplexFigure
{
    private const int Members = 3, Divisions = 10;

    /// <summary>The figure of some runs.</summary>
    /// <param name="tasks">Each task's metric; the corners bear their numbers.</param>
    /// <param name="groups">Runs with a front of 66 points, in the order of <see cref="Simplex.Lattice"/>(3, 10).</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are no runs, or a front is not of 66 points with one number for each task.</exception>
    public static Figure Of(IReadOnlyList<TaskAxis> tasks, params IEnumerable<RunRecord>[] groups)
    {
        RunRecord[] runs = [.. groups.SelectMany(group => group)];
        if (runs.Length == 0 || tasks.Count == 0) throw new PmlException($"A simplex figure needs at least one run and one task; found {runs.Length} and {tasks.Count}.");
        var alphas = Simplex.Lattice(Members, Divisions);
        foreach (var run in runs) Fronts.Check(run, alphas.Count, tasks.Count);

        var grid = new TernaryGrid(runs.Length * tasks.Count, tasks.Count, 250, (40, 15, 40, 55));
        for (var t = 0; t < tasks.Count; t++)
        {
            double[] all = [.. runs.SelectMany(run => run.Front.Select(point => tasks[t].Show(point[t])))];
            grid.ColorBar(ColorAxis(t), t, (all.Min(), all.Max()), tasks[t].Direction == Direction.Minimize, tasks[t].Suffix);
            grid.ColumnTitle(t, tasks[t].FullTitle);
        }

        string[] corners = [.. Enumerable.Range(1, Members).Select(k => $"task {k}")];
        for (var r = 0; r < runs.Length; r++)
        {
            grid.RowTitle(r, StandIn.Mark($"{runs[r].Method}, seed {runs[r].Seed}", [runs[r]]).Replace(" [", "<br>["));
            for (var t = 0; t < tasks.Count; t++)
            {
                var place = grid.Panel(r * tasks.Count + t, corners);
                grid.Figure.Add(place(grid.Hexagons(alphas, 1.0 / Divisions, runs[r].Front.Select(point => tasks[t].Show(point[t])), ColorAxis(t)))
                    .Set("text", alphas.Select(Fronts.Alpha)).Set("hovertemplate", $"%{{text}}<br>{tasks[t].Title}: %{{marker.color}}{tasks[t].Suffix}<extra></extra>"));
            }
        }

        var figure = grid.Done();
        if (runs.Length > 1) figure.PixelRatio = 1.5;
        figure.Alt = $"{StandIn.Mark("Triangles of weightings", runs)}: {string.Join(", ", tasks.Select(task => task.FullTitle))}, for {string.Join(", ", runs.Select(run => $"{run.Method} seed {run.Seed}"))}. Yellow is best; {Best(tasks, runs, alphas)}.";
        return figure;
    }

    private static string ColorAxis(int task) => task == 0 ? "coloraxis" : string.Create(CultureInfo.InvariantCulture, $"coloraxis{task + 1}");

    private static string Best(IReadOnlyList<TaskAxis> tasks, RunRecord[] runs, IReadOnlyList<double[]> alphas) => string.Join(", ", tasks.Select((task, t) =>
    {
        var front = runs[0].Front.Select((point, i) => (Value: point[t], i));
        var best = task.Direction == Direction.Maximize ? front.MaxBy(p => p.Value) : front.MinBy(p => p.Value);
        return $"task {t + 1} of the first run at {Fronts.Alpha(alphas[best.i])}";
    }));
}
