using PML.Support;
using PML.Training;

namespace PML.Figures;

/// <summary>A metric of runs by method: a box and the runs' points over it.</summary>
/// <remarks>A tabular form of this is the paper's Table 4. Methods with fronts have their hues, others are grey.</remarks>
public static class HypervolumeBoxes
{
    /// <summary>The figure of some runs.</summary>
    /// <param name="groups">Runs that have the metric; those without are left out.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="PmlException">As for the other form.</exception>
    public static Figure Of(params IEnumerable<RunRecord>[] groups) => Of("hypervolume", "hypervolume", groups);

    /// <summary>The figure of some runs and some metric.</summary>
    /// <param name="metric">Its name in run records, e.g. "valid.hypervolume".</param>
    /// <param name="title">Under the axis.</param>
    /// <param name="groups">Runs; those without the metric are left out.</param>
    /// <returns>The figure, the first method on top.</returns>
    /// <exception cref="PmlException">No run has the metric.</exception>
    public static Figure Of(string metric, string title, params IEnumerable<RunRecord>[] groups)
    {
        RunRecord[] runs = [.. groups.SelectMany(group => group).Where(run => run.Metrics.ContainsKey(metric))];
        if (runs.Length == 0) throw new PmlException($"A figure of boxes needs runs with the metric '{metric}'; found none.");
        var methods = runs.GroupBy(run => run.Method).ToArray();
        var hues = FigureStyle.Hues([.. methods.Where(HasFronts).Select(method => method.Key)]);
        var figure = FigureStyle.Apply(new Figure { Height = 110 + 34 * methods.Length }).Layout("showlegend", false)
            .Layout("xaxis.title.text", title).Layout("yaxis.autorange", "reversed").Layout("yaxis.tickfont.size", 13);
        foreach (var method in methods)
        {
            var color = hues.TryGetValue(method.Key, out var hue) ? FigureStyle.MethodColor(hue, 0) : "#5A5A5A";
            figure.Add(new Trace("box").Set("x", method.Select(run => run.Metrics[metric])).Set("name", method.Key).Set("orientation", "h")
                .Set("boxpoints", "all").Set("pointpos", 0).Set("jitter", 0.25).Set("marker.color", color).Set("marker.size", 7).Set("line.color", color).Set("line.width", 1.4).Set("fillcolor", "rgba(0,0,0,0.06)")
                .Set("text", method.Select(run => $"{run.Method}, seed {run.Seed}")).Set("hovertemplate", "%{text}: %{x:.4f}<extra></extra>"));
        }

        figure.Alt = $"{title} by method over {runs.Length} runs; the highest mean is that of {methods.MaxBy(method => method.Average(run => run.Metrics[metric]))!.Key}.";
        return figure;
    }

    private static bool HasFronts(IEnumerable<RunRecord> runs) => runs.Any(run => run.Front.Count > 1);
}
