using PML.Metrics;
using PML.Support;

namespace PML.Training;

/// <summary>What an ensemble reaches at each weighting of a grid, in every metric of its tasks.</summary>
/// <param name="metrics">The metrics, tasks in order.</param>
/// <param name="points">One row for each weighting, one number for each metric.</param>
public sealed class FrontMetrics(IReadOnlyList<TaskMetric> metrics, IReadOnlyList<double[]> points)
{
    /// <summary>The metrics, tasks in order.</summary>
    public IReadOnlyList<TaskMetric> Metrics { get; } = metrics;

    /// <summary>One row for each weighting, one number for each of <see cref="Metrics"/>.</summary>
    public IReadOnlyList<double[]> Points { get; } = points;

    /// <summary>One metric at each weighting.</summary>
    /// <param name="name">Its name, e.g. "depth.abs".</param>
    /// <returns>As many numbers as there are weightings.</returns>
    /// <exception cref="PmlException">There is no such metric.</exception>
    public double[] this[string name]
    {
        get
        {
            var place = Place(name);
            return [.. Points.Select(point => point[place])];
        }
    }

    /// <summary>The best value of each metric along the grid, each at a weighting of its own, by name.</summary>
    /// <returns>A new dictionary, for a run's record.</returns>
    public Dictionary<string, double> Bests() => Metrics.Select((metric, at) => (metric, at)).ToDictionary(pair => pair.metric.Name, pair => pair.metric.Best(Points.Select(point => point[pair.at])));

    private int Place(string name)
    {
        for (var at = 0; at < Metrics.Count; at++)
            if (Metrics[at].Name == name) return at;
        throw new PmlException($"These tasks have no metric '{name}'; they have {string.Join(", ", Metrics.Select(metric => metric.Name))}.");
    }
}
