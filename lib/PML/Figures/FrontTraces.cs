using PML.Metrics;
using PML.Training;

namespace PML.Figures;

/// <summary>The series of fronts of two tasks: grey marks for methods that train one network, curves for those that train many.</summary>
internal static class FrontTraces
{
    internal static IEnumerable<Trace> Marks(FrontFigureOptions options, IEnumerable<RunRecord> records, double scale, double size = 1)
    {
        var methods = records.GroupBy(record => record.Method).ToArray();
        var marks = FigureStyle.Marks(methods.Select(runs => runs.Key));
        foreach (var runs in methods)
        {
            var (symbol, color) = marks[runs.Key];
            // A white edge parts filled marks that lie on each other; an open mark is all edge.
            var open = symbol.EndsWith("-open", StringComparison.Ordinal);
            yield return Points(runs.Select(r => r.Front[0]), scale, "markers", runs.Key)
                .Set("marker.symbol", symbol).Set("marker.color", color).Set("marker.size", (open ? 9 : 11) * size).Set("marker.line.color", "white").Set("marker.line.width", open ? 1.7 : 0.8)
                .Set("legendrank", 1001).Set("text", runs.Select(r => $"{r.Method}, seed {r.Seed}")).Set("hovertemplate", Hover(options));
        }
    }

    internal static IEnumerable<Trace> Curves(FrontFigureOptions options, IReadOnlyList<RunRecord> records, double scale, double size = 1)
    {
        var methods = records.GroupBy(record => record.Method).ToArray();
        var hues = FigureStyle.Hues([.. methods.Select(runs => runs.Key)]);
        foreach (var runs in methods)
            foreach (var (record, place) in runs.GroupBy(r => r.Seed).OrderBy(same => same.Key).SelectMany((same, i) => same.Select(r => (r, i))))
            {
                var color = methods.Length == 1 ? FigureStyle.SeedColor(record.Seed) : FigureStyle.MethodColor(hues[runs.Key], place);
                foreach (var trace in Curve(options, record, color, scale, size)) yield return trace;
            }
    }

    /// <summary>The whole curve thin, and on top of it the thick non-dominated part, which is what the legend names.</summary>
    private static IEnumerable<Trace> Curve(FrontFigureOptions options, RunRecord record, string color, double scale, double size)
    {
        var note = options.Dashed(record);
        var name = $"{record.Method}, seed {record.Seed}{(note is null ? "" : $" ({note})")}";
        var best = ParetoFilter.NonDominated(record.Front, options.Direction).ToHashSet();
        var labels = record.Front.Select((_, i) => $"{name}<br>{Alpha(i, record.Front.Count)}").ToArray();
        Trace Dash(Trace trace) => note is null ? trace : trace.Set("line.dash", "8px,5px");
        yield return Dash(Points(record.Front, scale, "lines+markers", null))
            .Set("line.color", color).Set("line.width", 1.3 * size).Set("marker.color", color).Set("marker.size", 5 * size)
            .Set("legendgroup", name).Set("text", labels).Set("hovertemplate", Hover(options));
        yield return Dash(Points(record.Front.Select((p, i) => best.Contains(i) ? p : [double.NaN, double.NaN]), scale, "lines+markers", name))
            .Set("line.color", color).Set("line.width", 4 * size).Set("marker.color", color).Set("marker.size", 8 * size)
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
        return Fronts.Alpha([1 - second, second]);
    }

    private static string Hover(FrontFigureOptions options)
    {
        var format = options.Percent ? ":.2f} %" : ":.4g}";
        return $"%{{text}}<br>{options.XTitle}: %{{x{format}<br>{options.YTitle}: %{{y{format}<extra></extra>";
    }
}
