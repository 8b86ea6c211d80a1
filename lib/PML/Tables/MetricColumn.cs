using PML.Metrics;
using PML.Support;

namespace PML.Tables;

/// <summary>A metric as a column of a result table.</summary>
/// <param name="Metric">Its name in run records, e.g. "depth.abs".</param>
/// <param name="Task">The task that it belongs to, from 1: single-task runs of other tasks do not count.</param>
/// <param name="Title">Above the column, e.g. "Abs. error".</param>
public sealed record MetricColumn(string Metric, int Task, string Title)
{
    /// <summary>Which way it is better.</summary>
    public Direction Direction { get; init; } = Direction.Maximize;

    /// <summary>Whether it is a fraction that the table shows in per cent.</summary>
    public bool Percent { get; init; } = true;

    /// <summary>Digits after the point.</summary>
    public int Decimals { get; init => field = Check.InRange(value, 0, 10); } = 2;

    /// <summary>The title with its unit.</summary>
    internal string Head => $"{Title}{(Percent ? ", %" : "")}";
}
