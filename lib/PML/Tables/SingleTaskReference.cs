using System.Globalization;
using System.Text.RegularExpressions;
using PML.Metrics;
using PML.Training;

namespace PML.Tables;

/// <summary>What single-task learning reaches on each task, as the mean over its seeds, and how other runs compare.</summary>
internal sealed partial class SingleTaskReference
{
    private readonly IReadOnlyList<MetricColumn> _columns;
    private readonly double[] _means;
    private readonly Direction[] _directions;

    private SingleTaskReference(IReadOnlyList<MetricColumn> columns, double[] means) => (_columns, _means, _directions) = (columns, means, [.. columns.Select(column => column.Direction)]);

    /// <summary>The references of some runs; null unless every task has a single-task run.</summary>
    internal static SingleTaskReference? Of(IReadOnlyList<RunRecord> records, IReadOnlyList<MetricColumn> columns)
    {
        double[][] values = [.. columns.Select(column => records.Where(r => Task(r) == column.Task && r.Metrics.ContainsKey(column.Metric)).Select(r => r.Metrics[column.Metric]).ToArray())];
        return columns.Count == 0 || values.Any(v => v.Length == 0) ? null : new(columns, [.. values.Select(v => MeanDeviation.Of(v).Mean)]);
    }

    /// <summary>The task that a single-task run was trained on, from 1; null for other runs.</summary>
    internal static int? Task(RunRecord record) => Name().Match(record.Method) is { Success: true } own ? int.Parse(own.Groups["task"].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>Delta-m of a run in per cent; null when it lacks a column's metric.</summary>
    /// <remarks>Of a front it is the least over its points: that of one network, not of each task's best.</remarks>
    internal double? DeltaOf(RunRecord run)
    {
        if (run.Front.Count > 1) return run.Front[0].Length == _means.Length ? run.Front.Min(point => DeltaM.Of(point, _means, _directions)) : null;
        return _columns.All(column => run.Metrics.ContainsKey(column.Metric)) ? DeltaM.Of([.. _columns.Select(column => run.Metrics[column.Metric])], _means, _directions) : null;
    }

    [GeneratedRegex("^STL task (?<task>[0-9]{1,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
