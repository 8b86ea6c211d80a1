namespace PML.Metrics;

/// <summary>Which of a set of points no other point dominates.</summary>
/// <remarks>A point dominates another when it is at least as good in every objective and better in one.</remarks>
public static class ParetoFilter
{
    /// <summary>The non-dominated points where all objectives have the same direction.</summary>
    /// <param name="points">Shape [n, d], all of the same d.</param>
    /// <param name="direction">Which way every objective is better.</param>
    /// <returns>Indices into <paramref name="points"/>, ascending. Of equal points only the first is named, so that a front holds each of its points once; how many there are is the number of non-dominated points.</returns>
    /// <exception cref="Support.PmlException">Points differ in their number of objectives, or one holds NaN.</exception>
    public static IReadOnlyList<int> NonDominated(IReadOnlyList<IReadOnlyList<double>> points, Direction direction) =>
        NonDominated(points, ObjectiveSpace.Same(direction, points.Count == 0 ? 0 : points[0].Count));

    /// <summary>The non-dominated points where each objective has its own direction.</summary>
    /// <param name="points">Shape [n, d].</param>
    /// <param name="directions">Shape [d]: which way each objective is better.</param>
    /// <returns>Indices, ascending, as in the other form.</returns>
    /// <exception cref="Support.PmlException">A point has not d objectives, or holds NaN.</exception>
    public static IReadOnlyList<int> NonDominated(IReadOnlyList<IReadOnlyList<double>> points, IReadOnlyList<Direction> directions)
    {
        ObjectiveSpace.Check(points, directions.Count);
        var origin = new double[directions.Count];
        var gains = points.Select(point => ObjectiveSpace.Gain(point, origin, directions)).ToArray();
        var kept = Indices(gains, directions.Count);
        kept.Sort();
        return kept;
    }

    /// <summary>The non-dominated of points that are all maximised, each once.</summary>
    internal static List<double[]> Front(List<double[]> points, int dimensions) => [.. Indices(points, dimensions).Select(i => points[i])];

    // In lexicographic order a point can only be dominated by one before it, and so by one that was kept.
    private static List<int> Indices(IReadOnlyList<double[]> points, int dimensions)
    {
        var order = Enumerable.Range(0, points.Count).Order(Comparer<int>.Create((i, k) => BestFirst(points[i], points[k], dimensions)));
        var kept = new List<int>();
        foreach (var i in order)
            if (!kept.Exists(k => AtLeastAsGood(points[k], points[i], dimensions))) kept.Add(i);
        return kept;
    }

    private static int BestFirst(double[] p, double[] q, int dimensions)
    {
        for (var j = 0; j < dimensions; j++)
            if (p[j] != q[j]) return q[j].CompareTo(p[j]);
        return 0;
    }

    private static bool AtLeastAsGood(double[] p, double[] q, int dimensions)
    {
        for (var j = 0; j < dimensions; j++)
            if (p[j] < q[j]) return false;
        return true;
    }
}
