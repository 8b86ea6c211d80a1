using System.Globalization;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Figures;

/// <summary>Fronts of three tasks in the space of their metrics: a panel for each run.</summary>
/// <remarks>
/// Source: the paper, Figs. 5 and 21 to 23, right. The 66 weightings' points are joined to their neighbours and coloured by the weighting: blue near the
/// first member, red near the second, green near the third. Every axis runs so that outwards is better, towards the reader.
/// </remarks>
public static class SpaceFrontFigure
{
    private const int Members = 3, Divisions = 10, MostColumns = 3, OnePanel = 430, EachPanel = 320;

    // All that plotly.js has in three dimensions but "x", a character that common fonts lack: an empty box. Those that two dimensions share stand where they stand there.
    private static readonly string[] Symbols = ["circle", "square", "diamond", "circle-open", "cross", "square-open", "diamond-open"];

    /// <summary>The figure of some runs.</summary>
    /// <param name="tasks">The three tasks' metrics.</param>
    /// <param name="groups">Runs with a front of 66 points, in the order of <see cref="Simplex.Lattice"/>(3, 10): a panel each; runs with one point are grey marks in every panel.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are not three tasks, no run with a front, or a front has other than 66 points or one.</exception>
    public static Figure Of(IReadOnlyList<TaskAxis> tasks, params IEnumerable<RunRecord>[] groups)
    {
        RunRecord[] all = [.. groups.SelectMany(group => group)];
        RunRecord[] baselines = [.. all.Where(run => run.Front.Count == 1)], runs = [.. all.Except(baselines)];
        if (tasks.Count != Members || runs.Length == 0) throw new PmlException($"A front in space needs 3 tasks and at least one run with a front; found {tasks.Count} and {runs.Length}.");
        var alphas = Simplex.Lattice(Members, Divisions);
        foreach (var run in runs) Fronts.Check(run, alphas.Count, Members);
        foreach (var run in baselines) Fronts.Check(run, 1, Members);

        var camera = runs.Length == 1 ? new SpaceCamera(1) : new SpaceCamera(1.12);
        int height = runs.Length == 1 ? OnePanel : EachPanel, right = baselines.Length > 0 ? 130 : 0;
        int columns = Math.Min(MostColumns, runs.Length), rows = (runs.Length - 1) / columns + 1;
        var figure = FigureStyle.Apply(new Figure()).Layout("xaxis", null).Layout("yaxis", null).Layout("margin", new Dictionary<string, object?> { ["l"] = 0, ["r"] = right, ["t"] = 10, ["b"] = 0 });
        var ranges = tasks.Select((task, t) => Range(task, all.SelectMany(run => run.Front.Select(point => task.Show(point[t]))))).ToArray();
        var titles = new List<object>();
        for (var i = 0; i < runs.Length; i++)
        {
            var scene = i == 0 ? "scene" : string.Create(CultureInfo.InvariantCulture, $"scene{i + 1}");
            double left = (double)(i % columns) / columns, top = 1 - (double)(i / columns) / rows;
            Scene(figure, scene, camera, [left, left + 1.0 / columns], [top - 1.0 / rows, top], tasks, ranges);
            foreach (var trace in Front(runs[i], tasks, alphas)) figure.Add(trace.Set("scene", scene));
            foreach (var trace in Marks(baselines, tasks, i == 0)) figure.Add(trace.Set("scene", scene));
            figure.Layout(scene + ".annotations", Corners(runs[i], baselines, tasks, alphas, ranges, camera, height).ToArray());
            titles.Add(Title(StandIn.Mark($"{runs[i].Method}, seed {runs[i].Seed}", [runs[i]]), left + 0.5 / columns, top));
        }

        figure.Layout("annotations", titles);
        (figure.Width, figure.Height) = (runs.Length == 1 ? 490 + right : 380 * columns + right, 10 + height * rows);
        figure.PixelRatio = runs.Length == 1 ? 2 : 1.5;
        figure.Alt = $"{StandIn.Mark("Fronts in the space", all)} of {string.Join(", ", tasks.Select((task, t) => $"{task.FullTitle} ({Extent(task, [.. all.SelectMany(run => run.Front.Select(point => task.Show(point[t])))])})"))}: {string.Join(", ", all.GroupBy(run => run.Method).Select(group => $"{group.Key} ({group.Count()})"))}. The corner towards the reader is best.";
        return figure;
    }

    private static string Extent(TaskAxis task, double[] values) => string.Create(CultureInfo.InvariantCulture, $"{values.Min():0.###} to {values.Max():0.###}{task.Suffix}");

    private static IEnumerable<Trace> Front(RunRecord run, IReadOnlyList<TaskAxis> tasks, IReadOnlyList<double[]> alphas)
    {
        double[] Of(int t, IEnumerable<int> points) => [.. points.Select(i => i < 0 ? double.NaN : tasks[t].Show(run.Front[i][t]))];
        Trace Space(IReadOnlyList<int> points, string mode) =>
            new Trace("scatter3d").Set("x", Of(0, points)).Set("y", Of(1, points)).Set("z", Of(2, points)).Set("mode", mode).Set("showlegend", false);
        yield return Space([.. Neighbours(alphas).SelectMany(pair => (int[])[pair.From, pair.To, -1])], "lines").Set("line.color", "#9A9A9A").Set("line.width", 2).Set("hoverinfo", "skip");
        yield return Space([.. Enumerable.Range(0, alphas.Count)], "markers").Set("marker.color", alphas.Select(Color)).Set("marker.size", 5).Set("marker.opacity", 1)
            .Set("marker.line.color", "#333333").Set("marker.line.width", 0.5).Set("text", alphas.Select(alpha => $"{run.Method}, seed {run.Seed}<br>{Fronts.Alpha(alpha)}")).Set("hovertemplate", Hover(tasks));
    }

    // Texts of the scene rather than of a series, which the walls behind it would cut.
    private static IEnumerable<Dictionary<string, object?>> Corners(RunRecord run, RunRecord[] baselines, IReadOnlyList<TaskAxis> tasks, IReadOnlyList<double[]> alphas, double[][] ranges, SpaceCamera camera, int height)
    {
        (double X, double Y) Seen(double[] point) => camera.Project([.. point.Select((value, t) => (tasks[t].Show(value) - ranges[t][0]) / (ranges[t][1] - ranges[t][0]))], height);
        (double X, double Y)[] points = [.. run.Front.Concat(baselines.Select(baseline => baseline.Front[0])).Select(Seen)];
        for (var k = 0; k < Members; k++)
        {
            var i = alphas.Select((alpha, i) => (alpha, i)).First(p => p.alpha[k] == 1).i;
            var (across, up) = SpaceCamera.Shift(points[i], points);
            yield return new()
            {
                ["text"] = string.Create(CultureInfo.InvariantCulture, $"task {k + 1}"), ["x"] = tasks[0].Show(run.Front[i][0]), ["y"] = tasks[1].Show(run.Front[i][1]), ["z"] = tasks[2].Show(run.Front[i][2]),
                ["showarrow"] = false, ["xshift"] = Math.Round(across), ["yshift"] = Math.Round(up), ["font"] = new Dictionary<string, object?> { ["size"] = 13, ["color"] = FigureStyle.SeedColor(k) },
            };
        }
    }

    /// <summary>Pairs of weightings that one step from one member to another takes into each other.</summary>
    internal static IEnumerable<(int From, int To)> Neighbours(IReadOnlyList<double[]> alphas) =>
        from i in Enumerable.Range(0, alphas.Count)
        from j in Enumerable.Range(i + 1, alphas.Count - i - 1)
        where alphas[i].Zip(alphas[j], (a, b) => Math.Abs(a - b)).Max() < 1.5 / Divisions
        select (i, j);

    private static IEnumerable<Trace> Marks(RunRecord[] baselines, IReadOnlyList<TaskAxis> tasks, bool legend)
    {
        var methods = baselines.GroupBy(run => run.Method).ToArray();
        var marks = FigureStyle.Marks(methods.Select(group => group.Key), Symbols);
        for (var m = 0; m < methods.Length; m++)
        {
            var points = methods[m].Select(run => run.Front[0]).ToArray();
            yield return new Trace("scatter3d").Set("x", points.Select(p => tasks[0].Show(p[0]))).Set("y", points.Select(p => tasks[1].Show(p[1]))).Set("z", points.Select(p => tasks[2].Show(p[2])))
                .Set("mode", "markers").Set("name", methods[m].Key).Set("legendgroup", methods[m].Key).Set("showlegend", legend).Set("text", methods[m].Select(run => $"{run.Method}, seed {run.Seed}"))
                .Set("marker.symbol", marks[methods[m].Key].Symbol).Set("marker.color", marks[methods[m].Key].Color).Set("marker.size", 5).Set("hovertemplate", Hover(tasks));
        }
    }

    private static string Hover(IReadOnlyList<TaskAxis> tasks) =>
        $"%{{text}}<br>{tasks[0].Title}: %{{x}}{tasks[0].Suffix}<br>{tasks[1].Title}: %{{y}}{tasks[1].Suffix}<br>{tasks[2].Title}: %{{z}}{tasks[2].Suffix}<extra></extra>";

    // The members' hues, mixed as the weighting mixes the members.
    private static string Color(double[] alpha)
    {
        int Mix(int shift) => (int)Math.Round(Enumerable.Range(0, Members).Sum(k => alpha[k] * ((Convert.ToInt32(FigureStyle.SeedColor(k)[1..], 16) >> shift) & 255)));
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(16):X2}{Mix(8):X2}{Mix(0):X2}");
    }

    private static double[] Range(TaskAxis task, IEnumerable<double> values)
    {
        double[] all = [.. values];
        var margin = Math.Max(0.07 * (all.Max() - all.Min()), 1e-6);
        double[] range = [all.Min() - margin, all.Max() + margin];
        return task.Direction == Direction.Maximize ? range : [range[1], range[0]];
    }

    private static void Scene(Figure figure, string scene, SpaceCamera camera, double[] x, double[] y, IReadOnlyList<TaskAxis> tasks, double[][] ranges)
    {
        figure.Layout(scene + ".domain", new Dictionary<string, object?> { ["x"] = x, ["y"] = y })
            .Layout(scene + ".camera", camera.Layout()).Layout(scene + ".aspectmode", "cube");
        for (var t = 0; t < Members; t++)
            figure.Layout($"{scene}.{"xyz"[t]}axis", new Dictionary<string, object?>
            {
                ["title"] = new Dictionary<string, object?> { ["text"] = $"{tasks[t].Title}{(tasks[t].Unit.Length > 0 ? ", " + tasks[t].Unit : "")}", ["font"] = new Dictionary<string, object?> { ["size"] = 12 } },
                ["tickfont"] = new Dictionary<string, object?> { ["size"] = 11 }, ["nticks"] = 5, ["backgroundcolor"] = "#F7F7F7", ["showbackground"] = true, ["gridcolor"] = "#D5D5D5", ["showspikes"] = false, ["range"] = ranges[t],
            });
    }

    private static Dictionary<string, object?> Title(string text, double x, double y) => new()
    {
        ["text"] = text, ["showarrow"] = false, ["xref"] = "paper", ["yref"] = "paper", ["x"] = x, ["y"] = y, ["xanchor"] = "center", ["yanchor"] = "top",
        ["font"] = new Dictionary<string, object?> { ["size"] = 15 },
    };
}
