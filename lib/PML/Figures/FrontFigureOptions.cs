using PML.Metrics;
using PML.Training;

namespace PML.Figures;

/// <summary>What a front figure says around its data.</summary>
public sealed record FrontFigureOptions
{
    /// <summary>Above the figure; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Under the first task's axis.</summary>
    public string XTitle { get; init; } = "Task 1 accuracy (top-left digit)";

    /// <summary>Beside the second task's axis.</summary>
    public string YTitle { get; init; } = "Task 2 accuracy (bottom-right digit)";

    /// <summary>The metric's name in run records after "task1." and "task2."; single-task lines are drawn at it.</summary>
    public string Metric { get; init; } = "accuracy";

    /// <summary>Which way both metrics are better.</summary>
    public Direction Direction { get; init; } = Direction.Maximize;

    /// <summary>Whether the metrics are fractions that the figure shows in per cent.</summary>
    public bool Percent { get; init; } = true;

    /// <summary>Whether the figure shows the validation split's metrics, as the paper's Figs. 17 and 18 do, instead of the test split's.</summary>
    public bool Validation { get; init; }

    /// <summary>What the legend says of a run whose curve is dashed, e.g. "10 epochs"; null for a solid curve. Source: the paper, Fig. 29.</summary>
    public Func<RunRecord, string?> Dashed { get; init; } = _ => null;
}
