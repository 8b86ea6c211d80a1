using PML.Metrics;
using PML.Support;
using PML.Training;

namespace PML.Tables;

/// <summary>Runs with some settings in common.</summary>
/// <param name="Values">Those settings.</param>
/// <param name="Runs">At least one.</param>
internal sealed record SummaryGroup(IReadOnlyList<string> Values, IReadOnlyList<RunRecord> Runs)
{
    internal const double Level = 0.95;
    internal const int Resamples = 10_000;

    /// <summary>Whether its numbers compete for the marks: single-task runs do not, as in <see cref="ResultTable"/>.</summary>
    internal bool Compared => !Runs.All(run => SingleTaskReference.Task(run) is not null);

    /// <summary>What was solved: only groups that agree in it compete with each other.</summary>
    internal string Problem { get; } = string.Join('\n', Runs.Select(run => $"{run.Experiment} {run.Scale} {run.Data}").Distinct().Order(StringComparer.Ordinal));

    /// <summary>A metric of its runs; null where none has it.</summary>
    internal SummaryRow? Of(SummaryMetric metric)
    {
        // Sorted, so that the last digit does not depend on the order in which the runs ended.
        double[] values = [.. Runs.Select(metric.Of).OfType<double>().Order()];
        if (values.Length == 0) return null;
        var (count, mean, deviation) = MeanDeviation.Of(values);
        // One stream for all: equal values have equal intervals, in whatever table.
        var interval = Bootstrap.Interval(values, Level, Resamples, Seeds.Stream(0, "bootstrap"));
        return new SummaryRow(Values, metric.Name, metric.Direction, count, mean, deviation, interval, values[0], values[^1]);
    }
}
