namespace PML.Metrics;

/// <summary>A number that says how well a task is done.</summary>
/// <param name="Name">As run records name it: the task, a point, the metric, e.g. "task1.accuracy" or "depth.abs".</param>
/// <param name="Direction">Which way it is better.</param>
public sealed record TaskMetric(string Name, Direction Direction)
{
    /// <summary>The best of some values.</summary>
    /// <param name="values">At least one.</param>
    /// <returns>The greatest, or the smallest.</returns>
    public double Best(IEnumerable<double> values) => Direction == Direction.Maximize ? values.Max() : values.Min();
}
