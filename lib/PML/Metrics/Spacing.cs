namespace PML.Metrics;

/// <summary>How evenly the points of a front are spaced: the deviation of the distances to their nearest neighbours. 0 is even.</summary>
/// <remarks>
/// Source: J. Schott, "Fault tolerant design using single and multicriteria genetic algorithm optimization", 1995. It is blind
/// to the size of gaps between clusters, and to how far the front reaches; see <see cref="Spread"/>.
/// </remarks>
public static class Spacing
{
    /// <summary>The spacing of some points.</summary>
    /// <param name="points">Shape [n, d], finite, n at least 1. Directions do not matter. Equal points have a neighbour at distance 0; drop them with <see cref="ParetoFilter"/>.</param>
    /// <returns>
    /// sqrt(sum_i (mean d - d_i)^2 / (n - 1)) with d_i the least sum of absolute differences to another point, in the
    /// objectives' units; 0 with two points or where all are equal; null with one point, which has no neighbour.
    /// </returns>
    /// <exception cref="Support.PmlException">There are no points, they differ in their number of objectives, or one is not finite.</exception>
    public static double? Of(IReadOnlyList<IReadOnlyList<double>> points)
    {
        ObjectiveSpace.Finite(points, "front");
        if (points.Count == 1) return null;
        return MeanDeviation.Of(points.Select((p, i) => points.Where((_, k) => k != i).Min(q => p.Zip(q, (a, b) => Math.Abs(a - b)).Sum()))).Deviation;
    }
}
