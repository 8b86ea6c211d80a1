using System.Globalization;
using PML.Experiments;
using PML.Support;
using PML.Training;

namespace PML.Figures;

/// <summary>Fronts of two tasks in a grid of panels with the same axes: a row for each value of one setting, a column for each of another.</summary>
/// <remarks>Source: the paper, Figs. 17 and 18, with the window W down and lambda across. Baselines and single-task lines are in every panel, in grey.</remarks>
public static class FrontGridFigure
{
    private const double MarkSize = 0.6;

    /// <summary>The figure of some runs.</summary>
    /// <param name="options">Titles, units and the split.</param>
    /// <param name="rows">The setting that a row has in common, by a name of <see cref="RecordSelection"/>, e.g. "window".</param>
    /// <param name="columns">The setting that a column has in common, e.g. "lambda".</param>
    /// <param name="runs">Runs with fronts, which have both settings; a panel that none belongs to stays away.</param>
    /// <param name="references">Baselines and single-task runs.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">There are no runs, one lacks a setting, or a front has not two tasks.</exception>
    public static Figure Of(FrontFigureOptions options, string rows, string columns, IEnumerable<RunRecord> runs, params IEnumerable<RunRecord>[] references)
    {
        var cells = runs.Select(run => (Row: Value(run, rows), Column: Value(run, columns), Run: Fronts.Split(run, options))).ToArray();
        if (cells.Length == 0) throw new PmlException("A grid of fronts needs at least one run; found none.");
        RunRecord[] others = [.. references.SelectMany(group => group).Select(run => Fronts.Split(run, options))];
        var singleTask = others.Where(SingleTaskLines.IsSingleTask).ToArray();
        var baselines = others.Except(singleTask).ToArray();
        Fronts.CheckPairs([.. cells.Select(cell => cell.Run), .. baselines]);

        string[] down = [.. cells.Select(cell => cell.Row).Distinct().Order(RecordSettings.Order)], across = [.. cells.Select(cell => cell.Column).Distinct().Order(RecordSettings.Order)];
        var scale = options.Percent ? 100 : 1;
        var lines = SingleTaskLines.Of(singleTask, options.Metric, scale);
        var points = cells.Select(cell => cell.Run).Concat(baselines).SelectMany(run => run.Front).Select(point => (double[])[point[0] * scale, point[1] * scale]);
        var unit = options.Percent ? ", %" : "";
        var grid = new PanelGrid(down.Length * across.Length, across.Length, Extent([.. points], lines), (options.XTitle + unit, options.YTitle + unit));
        var legend = new HashSet<string>();
        var shapes = new List<Dictionary<string, object?>>();
        for (var i = 0; i < down.Length * across.Length; i++)
        {
            var (row, column) = (down[i / across.Length], across[i % across.Length]);
            RunRecord[] inside = [.. cells.Where(cell => cell.Row == row && cell.Column == column).Select(cell => cell.Run)];
            if (inside.Length == 0) continue;
            var place = grid.Panel(i, $"{Symbol(rows)} = {row}, {Symbol(columns)} = {column}", 12);
            shapes.AddRange(lines.Shapes(i == 0 ? "" : (i + 1).ToString(CultureInfo.InvariantCulture)));
            foreach (var trace in FrontTraces.Marks(options, baselines, scale, MarkSize).Concat(FrontTraces.Curves(options, inside, scale, MarkSize)))
                grid.Figure.Add(place(Once(trace, legend)));
        }

        return Finish(grid.Done().Layout("shapes", shapes.ToArray()), options, (down.Length, across.Length),
            $"{Symbol(rows)} = {string.Join(", ", down)} down and {Symbol(columns)} = {string.Join(", ", across)} across; {cells.Length} runs, with {baselines.Length} of baselines in grey");
    }

    private static string Value(RunRecord run, string name)
    {
        var settings = RecordSettings.Of(run);
        return settings[RecordSettings.Find(name, settings.Keys)];
    }

    // As the paper writes them.
    private static string Symbol(string setting) => setting switch { "window" => "W", "lambda" => "λ", _ => setting };

    private static IEnumerable<double[]> Extent(IReadOnlyList<double[]> points, SingleTaskLines lines) =>
        [.. points, .. lines.Vertical.Select(x => (double[])[x, points[0][1]]), .. lines.Horizontal.Select(y => (double[])[points[0][0], y])];

    // The legend names a series once.
    private static Trace Once(Trace trace, HashSet<string> legend) =>
        (string?)trace.Json["name"] is { } name ? trace.Set("legendgroup", name).Set("showlegend", legend.Add(name)) : trace;

    private static Figure Finish(Figure figure, FrontFigureOptions options, (int Rows, int Columns) size, string what)
    {
        figure.Layout("margin", new Dictionary<string, object?> { ["l"] = 70, ["r"] = 165, ["t"] = options.Title.Length > 0 ? 60 : 30, ["b"] = 60 })
            .Layout("legend.title.text", "thick: Pareto front").Layout("legend.title.font.size", 12).Layout("legend.font.size", 12);
        if (options.Title.Length > 0) figure.Layout("title.text", options.Title);
        (figure.Width, figure.Height, figure.PixelRatio) = (235 + 185 * size.Columns, Math.Max(90 + 165 * size.Rows, 300), 1.5);
        figure.Alt = $"{(options.Title.Length > 0 ? options.Title + ". " : "")}{options.YTitle} against {options.XTitle}{(options.Validation ? " on the validation split" : "")}, a panel for each setting: {what}.";
        return figure;
    }
}
