using PML.Support;

namespace PML.Metrics;

/// <summary>Whether a front obeys its weighting: the rank correlation of each task's weight with that task's metric.</summary>
/// <remarks>The order that the paper's multi-forward penalty asks for (Section 4.2: a larger weight, a smaller loss) as a number, over a whole front.</remarks>
public static class WeightingCorrelation
{
    /// <summary>The correlations of a front where all metrics have the same direction.</summary>
    /// <param name="weightings">The weighting alpha of each point, shape [points, T].</param>
    /// <param name="metrics">The metrics of each point, shape [points, T], in any units.</param>
    /// <param name="direction">Which way every metric is better.</param>
    /// <returns>As for the other form.</returns>
    /// <exception cref="PmlException">As for the other form.</exception>
    public static IReadOnlyList<double?> Of(IReadOnlyList<IReadOnlyList<double>> weightings, IReadOnlyList<IReadOnlyList<double>> metrics, Direction direction) =>
        Of(weightings, metrics, ObjectiveSpace.Same(direction, metrics.Count == 0 ? 0 : metrics[0].Count));

    /// <summary>The correlations of a front where each metric has its own direction.</summary>
    /// <param name="weightings">The weighting alpha of each point, shape [points, T]: one member for each task.</param>
    /// <param name="metrics">The metrics of each point, shape [points, T].</param>
    /// <param name="directions">Shape [T]: which way each metric is better.</param>
    /// <returns>Shape [T], each in [-1, 1]: +1 where a task's metric always gets better as its weight grows, -1 where worse. Null where the weight or the metric is constant.</returns>
    /// <exception cref="PmlException">The shapes do not fit, there are no points, or a number is not finite.</exception>
    public static IReadOnlyList<double?> Of(IReadOnlyList<IReadOnlyList<double>> weightings, IReadOnlyList<IReadOnlyList<double>> metrics, IReadOnlyList<Direction> directions)
    {
        int members = ObjectiveSpace.Finite(weightings, "list of weightings"), tasks = ObjectiveSpace.Finite(metrics, "front");
        if (weightings.Count != metrics.Count || members != tasks || directions.Count != tasks)
            throw new PmlException($"Each point needs one weighting, and each task one weight and one direction; found {weightings.Count} weightings of {members} for {metrics.Count} points of {tasks}, and {directions.Count} directions.");
        return
        [
            .. Enumerable.Range(0, tasks).Select(t =>
                Spearman.Of([.. weightings.Select(alpha => alpha[t])], [.. metrics.Select(point => directions[t] == Direction.Maximize ? point[t] : -point[t])])),
        ];
    }
}
