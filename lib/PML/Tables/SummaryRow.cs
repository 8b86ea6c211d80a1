using PML.Metrics;

namespace PML.Tables;

/// <summary>One metric of one group of runs.</summary>
/// <param name="Group">What the group's runs have in common, in the order of <see cref="ResultSummary.Names"/>.</param>
/// <param name="Metric">The metric as run records name it, or "seconds".</param>
/// <param name="Direction">Which way it is better.</param>
/// <param name="Runs">How many runs have it; at least 1.</param>
/// <param name="Mean">Its mean, in the records' unit.</param>
/// <param name="Deviation">The sample standard deviation; null with one run.</param>
/// <param name="Interval">The mean's 95 % interval (<see cref="Bootstrap"/>); null with one run.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
public sealed record SummaryRow(
    IReadOnlyList<string> Group, string Metric, Direction Direction, int Runs, double Mean, double? Deviation, (double Low, double High)? Interval, double Min, double Max);
