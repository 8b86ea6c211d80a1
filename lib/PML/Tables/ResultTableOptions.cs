using PML.Metrics;
using PML.Support;

namespace PML.Tables;

/// <summary>What a result table shows.</summary>
public sealed record ResultTableOptions
{
    /// <summary>Above the table; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>The metric's name in run records after "task1.", "task2." and so on.</summary>
    public string Metric { get; init; } = "accuracy";

    /// <summary>Which way the metric is better.</summary>
    public Direction Direction { get; init; } = Direction.Maximize;

    /// <summary>Whether the metric is a fraction that the table shows in per cent.</summary>
    public bool Percent { get; init; } = true;

    /// <summary>
    /// The columns, where tasks have metrics of different kinds; without them each task has the one column that <see cref="Metric"/>, <see cref="Direction"/>, <see cref="Percent"/> and
    /// <see cref="Decimals"/> describe. With them the hypervolume is the runs' own ("hypervolume"), without a union, and delta-m counts every column the same; a front's is that of its best
    /// point where its points hold the columns' metrics in this order.
    /// </summary>
    public IReadOnlyList<MetricColumn> Columns { get; init; } = [];

    /// <summary>The hypervolume's reference point, shape [T], in the records' units; the table prints it. By default (0, ..., 0), the paper's for accuracies.</summary>
    public Numbers? Reference { get; init; }

    /// <summary>Digits after the point of the tasks' metrics.</summary>
    public int Decimals { get; init => field = Check.InRange(value, 0, 10); } = 2;

    /// <summary>Methods whose seeds get a row each, "PML - 0" and so on, as the paper's Table 4 does for PML.</summary>
    public IReadOnlyList<string> SeedRows { get; init; } = [];
}
