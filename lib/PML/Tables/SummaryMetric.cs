using PML.Metrics;
using PML.Support;
using PML.Training;

namespace PML.Tables;

/// <summary>A metric of run records, and which way it is better.</summary>
/// <param name="Name">As records name it, or "seconds".</param>
/// <param name="Direction">Which way it is better.</param>
internal sealed record SummaryMetric(string Name, Direction Direction)
{
    private const string Seconds = "seconds";
    private static readonly string[] s_lower = ["loss", "err", "huber", "depth.", "deltam", "seconds", "parameters"];

    /// <summary>Which way the metric is better, in words.</summary>
    internal string Better => Direction == Direction.Maximize ? "higher" : "lower";

    /// <summary>The metrics of some runs that were measured on the test data.</summary>
    internal static IEnumerable<SummaryMetric> All(IEnumerable<RunRecord> runs) =>
        Names(runs).Where(name => !name.StartsWith("valid.", StringComparison.Ordinal)).Select(name => new SummaryMetric(name, Guess(name)));

    /// <summary>The metric that a text means: its name, and perhaps ":lower" or ":higher".</summary>
    /// <exception cref="PmlException">No run has it.</exception>
    internal static SummaryMetric Parse(string text, IReadOnlyList<RunRecord> runs)
    {
        var (name, direction) = text.Split(':') switch
        {
            [var plain, "lower"] => (plain, Direction.Minimize),
            [var plain, "higher"] => (plain, Direction.Maximize),
            _ => (text, Guess(text)),
        };
        string[] known = [.. Names(runs), Seconds];
        return known.FirstOrDefault(metric => metric.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found ? new(found, direction)
            : throw new PmlException($"No run has a metric '{name}'; there are {string.Join(", ", known)}. ':lower' or ':higher' behind a name says which way it is better.");
    }

    /// <summary>Its value of a run; null where the run has none.</summary>
    internal double? Of(RunRecord run) => Name == Seconds ? run.Seconds : run.Metrics.TryGetValue(Name, out var value) ? value : null;

    // What a name says: losses, errors, times and sizes are better low, all else high.
    private static Direction Guess(string name) =>
        s_lower.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? Direction.Minimize : Direction.Maximize;

    private static IEnumerable<string> Names(IEnumerable<RunRecord> runs) => runs.SelectMany(run => run.Metrics.Keys).Distinct();
}
