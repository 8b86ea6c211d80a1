using PML.Training;

namespace PML.Figures;

/// <summary>What single-task learning reaches: a vertical line for the first task, a horizontal one for the second.</summary>
internal sealed record SingleTaskLines(IReadOnlyList<double> Vertical, IReadOnlyList<double> Horizontal)
{
    internal static bool IsSingleTask(RunRecord record) => record.Method.StartsWith("STL", StringComparison.Ordinal);

    /// <summary>The lines of some runs: one for each task's metric that a run has; a method named "... task 1" counts for task 1 only.</summary>
    internal static SingleTaskLines Of(IReadOnlyList<RunRecord> records, string metric, double scale) => new(Values(records, 1, metric, scale), Values(records, 2, metric, scale));

    private static double[] Values(IReadOnlyList<RunRecord> records, int task, string metric, double scale) =>
    [
        .. records.Where(r => !r.Method.EndsWith($"task {3 - task}", StringComparison.Ordinal) && r.Metrics.ContainsKey($"task{task}.{metric}"))
            .Select(r => r.Metrics[$"task{task}.{metric}"] * scale),
    ];

    /// <summary>Adds the dashed lines, across the whole figure and under its data.</summary>
    internal void Draw(Figure figure)
    {
        var shapes = Shapes("");
        if (shapes.Length == 0) return;
        shapes[0]["name"] = "STL";
        shapes[0]["showlegend"] = true;
        shapes[0]["legendrank"] = 1002;
        figure.Layout("shapes", shapes);
    }

    /// <summary>The lines of one panel, whose axes bear a number, or none in a figure's first.</summary>
    internal Dictionary<string, object?>[] Shapes(string panel) => [.. Vertical.Select(x => Line(x, "x", "y", panel)), .. Horizontal.Select(y => Line(y, "y", "x", panel))];

    private static Dictionary<string, object?> Line(double at, string axis, string across, string panel)
    {
        Dictionary<string, object?> line = new()
        {
            ["type"] = "line", ["layer"] = "below", ["legendgroup"] = "STL",
            [axis + "0"] = at, [axis + "1"] = at, [across + "0"] = 0, [across + "1"] = 1, [across + "ref"] = $"{across}{panel} domain",
            ["line"] = new Dictionary<string, object?> { ["color"] = "#8A8A8A", ["width"] = 1.3, ["dash"] = "dash" },
        };
        if (panel.Length > 0) line[axis + "ref"] = axis + panel;
        return line;
    }
}
