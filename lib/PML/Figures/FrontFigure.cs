using System.Globalization;
using PML.Metrics;
using PML.Support;
using PML.Training;

namespace PML.Figures;

/// <summary>Fronts of two tasks in the plane of their metrics.</summary>
/// <remarks>
/// Source: the paper, Fig. 4. A run with several points is a curve, its non-dominated part thick; one with a single point is a
/// grey mark; runs of methods named "STL ..." are dashed lines. Several methods with curves get a hue each and a shade for
/// each seed (Figs. 25 and 29); one alone gets a colour for each seed.
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
        RunRecord[] records = [.. groups.SelectMany(group => group).Select(record => Fronts.Split(record, options))];
        if (records.Length == 0) throw new PmlException("A front figure needs at least one run; found none.");
        options = options with { Title = StandIn.Mark(options.Title, records) };
        var singleTask = records.Where(SingleTaskLines.IsSingleTask).ToArray();
        var fronts = records.Except(singleTask).ToArray();
        Fronts.CheckPairs(fronts);

        var scale = options.Percent ? 100 : 1;
        var lines = SingleTaskLines.Of(singleTask, options.Metric, scale);
        var figure = Axes(options, [.. fronts.SelectMany(r => r.Front).Select(p => (p[0] * scale, p[1] * scale))], lines);
        lines.Draw(figure);
        foreach (var trace in FrontTraces.Marks(options, fronts.Where(r => r.Front.Count == 1), scale)) figure.Add(trace);
        foreach (var trace in FrontTraces.Curves(options, [.. fronts.Where(r => r.Front.Count > 1)], scale)) figure.Add(trace);
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

    private static string Describe(FrontFigureOptions options, IReadOnlyList<RunRecord> fronts, IReadOnlyList<RunRecord> singleTask)
    {
        var methods = fronts.GroupBy(record => record.Method).Select(runs => $"{runs.Key} ({Runs(runs.Count())}: {Extent(options, [.. runs.SelectMany(run => run.Front)])})")
            .Concat(singleTask.GroupBy(record => record.Method).Select(runs => $"{runs.Key} ({Runs(runs.Count())})"));
        var corner = options.Direction == Direction.Maximize ? "Top right" : "Bottom left";
        return $"{(options.Title.Length > 0 ? options.Title + ". " : "")}{options.YTitle} against {options.XTitle}: {string.Join(", ", methods)}. {corner} is best.";
    }

    private static string Runs(int count) => count == 1 ? "1 run" : string.Create(CultureInfo.InvariantCulture, $"{count} runs");

    private static string Extent(FrontFigureOptions options, double[][] points)
    {
        string Of(int task)
        {
            var values = points.Select(point => Math.Round(point[task] * (options.Percent ? 100 : 1), options.Percent ? 1 : 3)).ToArray();
            var range = string.Create(CultureInfo.InvariantCulture, $"{values.Min()}") is var low && string.Create(CultureInfo.InvariantCulture, $"{values.Max()}") is var high && low == high ? low : $"{low} to {high}";
            return range + (options.Percent ? " %" : "");
        }

        var count = points.Length == 1 ? "1 point" : string.Create(CultureInfo.InvariantCulture, $"{points.Length} points");
        return $"{count}, {Of(1)} against {Of(0)}";
    }
}
