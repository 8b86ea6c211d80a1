using System.Globalization;
using System.Text.RegularExpressions;
using PML.Metrics;
using PML.Training;

namespace PML.Tables;

/// <summary>What single-task learning reaches on each task, as the mean over its seeds, and how other runs compare.</summary>
internal sealed partial class SingleTaskReference
{
    private readonly double[] _means;
    private readonly ResultTableOptions _options;

    private SingleTaskReference(double[] means, ResultTableOptions options) => (_means, _options) = (means, options);

    /// <summary>The references of some runs; null unless every task has a single-task run.</summary>
    internal static SingleTaskReference? Of(IReadOnlyList<RunRecord> records, int tasks, ResultTableOptions options)
    {
        double[][] values =
        [
            .. Enumerable.Range(1, tasks).Select(task => records.Where(r => Task(r) == task && r.Metrics.ContainsKey(Metric(task, options))).Select(r => r.Metrics[Metric(task, options)]).ToArray()),
        ];
        return tasks == 0 || values.Any(v => v.Length == 0) ? null : new([.. values.Select(v => MeanDeviation.Of(v).Mean)], options);
    }

    /// <summary>The task that a single-task run was trained on, from 1; null for other runs.</summary>
    internal static int? Task(RunRecord record) => Name().Match(record.Method) is { Success: true } own ? int.Parse(own.Groups["task"].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>A task's metric as run records name it.</summary>
    internal static string Metric(int task, ResultTableOptions options) => $"task{task.ToString(CultureInfo.InvariantCulture)}.{options.Metric}";

    /// <summary>Delta-m of a run in per cent; null when it lacks a task's metric.</summary>
    /// <remarks>Of a front it is the least over its points: that of one network, not of each task's best.</remarks>
    internal double? DeltaOf(RunRecord run)
    {
        if (run.Front.Count > 1) return run.Front.Min(point => DeltaM.Of(point, _means, _options.Direction));
        string[] names = [.. _means.Select((_, i) => Metric(i + 1, _options))];
        return names.All(run.Metrics.ContainsKey) ? DeltaM.Of([.. names.Select(name => run.Metrics[name])], _means, _options.Direction) : null;
    }

    [GeneratedRegex("^STL task (?<task>[0-9]{1,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
