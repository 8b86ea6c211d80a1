using PML.Metrics;

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
}
