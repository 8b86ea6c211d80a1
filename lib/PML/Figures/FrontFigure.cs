using System.Globalization;
using PML.Metrics;
using PML.Support;
using PML.Training;

namespace PML.Figures;

/// <summary>Fronts of two tasks in the plane of their metrics.</summary>
/// <remarks>
/// Source: the paper, Fig. 4. A run with several points is a curve, its non-dominated part thick; one with a single point is a
/// grey mark; runs of methods named "STL ..." are dashed lines. Several methods with curves get a hue each and a shade for
/// each seed (Fig. 25); one alone gets a colour for each seed.
/// </remarks>
public static class FrontFigure
{
    /// <summary>The figure of some runs, with MultiMNIST's axis titles.</summary>
    /// <param name="groups">Runs, in any grouping; metrics are fractions.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">As for the other form.</exception>
    public static Figure Of(params IEnumerable<RunRecord>[] groups) => Of(new FrontFigureOptions(), groups);

    /// <summary>The figure of some runs.</summary>
    /// <param name="options">Titles and units.</param>
    /// <param name="groups">Runs, in any grouping.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are no runs, a front has not two tasks, or a run has nothing that the figure could show.</exception>
    public static Figure Of(FrontFigureOptions options, params IEnumerable<RunRecord>[] groups)
    {
        RunRecord[] records = [.. groups.SelectMany(group => group)];
        if (records.Length == 0) throw new PmlException("A front figure needs at least one run; found none.");
        options = options with { Title = StandIn.Mark(options.Title, records) };
        var singleTask = records.Where(SingleTaskLines.IsSingleTask).ToArray();
        var fronts = records.Except(singleTask).ToArray();
        foreach (var record in fronts)
            if (record.Front.Count == 0 || record.Front.Any(point => point.Length != 2))
                throw new PmlException($"A front figure shows fronts of two tasks; {record} has {(record.Front.Count == 0 ? "no front" : $"points of {record.Front[0].Length}")}.");

        var scale = options.Percent ? 100 : 1;
        var lines = SingleTaskLines.Of(singleTask, options.Metric, scale);
        var figure = Axes(options, [.. fronts.SelectMany(r => r.Front).Select(p => (p[0] * scale, p[1] * scale))], lines);
        lines.Draw(figure);
        foreach (var trace in Marks(options, fronts.Where(r => r.Front.Count == 1), scale)) figure.Add(trace);
        foreach (var trace in Curves(options, [.. fronts.Where(r => r.Front.Count > 1)], scale)) figure.Add(trace);
        if (fronts.Any(r => r.Front.Count > 1)) figure.Layout("legend.title.text", "thick: Pareto front").Layout("legend.title.font.size", 12);
        figure.Height = Math.Max(figure.Height, FigureStyle.HeightFor(fronts.Count(r => r.Front.Count > 1) + fronts.Where(r => r.Front.Count == 1).DistinctBy(r => r.Method).Count() + 1));
        figure.Alt = Describe(options, fronts, singleTask);
        return figure;
    }

    private static Figure Axes(FrontFigureOptions options, IReadOnlyList<(double X, double Y)> points, SingleTaskLines lines)
    {
        var unit = options.Percent ? ", %" : "";
        var figure = FigureStyle.Apply(new Figure())
            .Layout("xaxis.title.text", options.XTitle + unit).Layout("xaxis.range", Range(points.Select(p => p.X).Concat(lines.Vertical)))
            .Layout("yaxis.title.text", options.YTitle + unit).Layout("yaxis.range", Range(points.Select(p => p.Y).Concat(lines.Horizontal)));
        if (options.Title.Length > 0) figure.Layout("title.text", options.Title).Layout("margin.t", 60);
        return figure;
    }

    private static double[] Range(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length == 0) return [0, 1];
        var margin = 0.06 * (all.Max() - all.Min());
        if (margin == 0) margin = Math.Max(0.01 * Math.Abs(all[0]), 1e-6);
        return [all.Min() - margin, all.Max() + margin];
    }

    private static IEnumerable<Trace> Marks(FrontFigureOptions options, IEnumerable<RunRecord> records, double scale)
    {
        var methods = records.GroupBy(record => record.Method).ToArray();
        var marks = FigureStyle.Marks(methods.Select(runs => runs.Key));
        foreach (var runs in methods)
        {
            var (symbol, color) = marks[runs.Key];
            // A white edge parts filled marks that lie on each other; an open mark is all edge.
            var open = symbol.EndsWith("-open", StringComparison.Ordinal);
            yield return Points(runs.Select(r => r.Front[0]), scale, "markers", runs.Key)
                .Set("marker.symbol", symbol).Set("marker.color", color).Set("marker.size", open ? 9 : 11).Set("marker.line.color", "white").Set("marker.line.width", open ? 1.7 : 0.8)
                .Set("legendrank", 1001).Set("text", runs.Select(r => $"{r.Method}, seed {r.Seed}")).Set("hovertemplate", Hover(options));
        }
    }

    private static IEnumerable<Trace> Curves(FrontFigureOptions options, IReadOnlyList<RunRecord> records, double scale)
    {
        var methods = records.GroupBy(record => record.Method).ToArray();
        for (var m = 0; m < methods.Length; m++)
            foreach (var (record, place) in methods[m].OrderBy(r => r.Seed).Select((r, i) => (r, i)))
            {
                var color = methods.Length == 1 ? FigureStyle.SeedColor(record.Seed) : FigureStyle.MethodColor(m, place);
                foreach (var trace in Curve(options, record, color, scale)) yield return trace;
            }
    }

    /// <summary>The whole curve thin, and on top of it the thick non-dominated part, which is what the legend names.</summary>
    private static IEnumerable<Trace> Curve(FrontFigureOptions options, RunRecord record, string color, double scale)
    {
        var name = $"{record.Method}, seed {record.Seed}";
        var best = ParetoFilter.NonDominated(record.Front, options.Direction).ToHashSet();
        var labels = record.Front.Select((_, i) => $"{name}<br>{Alpha(i, record.Front.Count)}").ToArray();
        yield return Points(record.Front, scale, "lines+markers", null)
            .Set("line.color", color).Set("line.width", 1.3).Set("marker.color", color).Set("marker.size", 5)
            .Set("legendgroup", name).Set("text", labels).Set("hovertemplate", Hover(options));
        yield return Points(record.Front.Select((p, i) => best.Contains(i) ? p : [double.NaN, double.NaN]), scale, "lines+markers", name)
            .Set("line.color", color).Set("line.width", 4).Set("marker.color", color).Set("marker.size", 8)
            .Set("legendgroup", name).Set("text", labels).Set("hovertemplate", Hover(options));
    }

    private static Trace Points(IEnumerable<double[]> points, double scale, string mode, string? name)
    {
        double[][] all = [.. points];
        return Trace.Scatter(all.Select(p => p[0] * scale), all.Select(p => p[1] * scale), mode, name);
    }

    // The evaluation grid of two members is even, from (1, 0) to (0, 1).
    private static string Alpha(int index, int count)
    {
        var second = (double)index / (count - 1);
        return string.Create(CultureInfo.InvariantCulture, $"α = ({1 - second:0.##}, {second:0.##})");
    }

    private static string Hover(FrontFigureOptions options)
    {
        var format = options.Percent ? ":.2f} %" : ":.4g}";
        return $"%{{text}}<br>{options.XTitle}: %{{x{format}<br>{options.YTitle}: %{{y{format}<extra></extra>";
    }

    private static string Describe(FrontFigureOptions options, IReadOnlyList<RunRecord> fronts, IReadOnlyList<RunRecord> singleTask)
    {
        var methods = fronts.Concat(singleTask).GroupBy(record => record.Method).Select(runs => $"{runs.Key} ({runs.Count()} {(runs.Count() == 1 ? "run" : "runs")})");
        var corner = options.Direction == Direction.Maximize ? "Top right" : "Bottom left";
        return $"{(options.Title.Length > 0 ? options.Title + ". " : "")}{options.YTitle} against {options.XTitle}: {string.Join(", ", methods)}. {corner} is best.";
    }
}
