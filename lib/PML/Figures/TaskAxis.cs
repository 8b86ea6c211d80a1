using PML.Metrics;

namespace PML.Figures;

/// <summary>How a figure shows one task's metric.</summary>
/// <param name="Title">What the metric is, e.g. "Top-left digit, accuracy".</param>
/// <param name="Unit">After the title and each number; empty for none.</param>
/// <param name="Factor">What the metric is multiplied by for this unit: 100 for a fraction in per cent.</param>
/// <param name="Direction">Which way the metric is better.</param>
public sealed record TaskAxis(string Title, string Unit = "%", double Factor = 100, Direction Direction = Direction.Maximize)
{
    /// <summary>The title with the unit, and with the direction where it is not the usual one.</summary>
    internal string FullTitle => $"{Title}{(Unit.Length > 0 ? ", " + Unit : "")}{(Direction == Direction.Minimize ? " (lower is better)" : "")}";

    /// <summary>What follows a number of this axis.</summary>
    internal string Suffix => Unit.Length > 0 ? " " + Unit : "";

    /// <summary>The metric in this axis's unit; five digits are finer than a pixel.</summary>
    internal double Show(double metric) => double.Parse((metric * Factor).ToString("G5", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
