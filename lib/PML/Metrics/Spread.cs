using PML.Support;

namespace PML.Metrics;

/// <summary>How far a front reaches: Deb's Delta for two objectives, and the extent for any number.</summary>
/// <remarks>
/// Delta needs an order of the points along the front, which only two objectives give. For more, the extent says how far the
/// front reaches and <see cref="Spacing"/> how evenly.
/// Sources: K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, "A fast and elitist multiobjective genetic algorithm: NSGA-II", 2002
/// (Delta); E. Zitzler, K. Deb, L. Thiele, "Comparison of multiobjective evolutionary algorithms: empirical results", 2000
/// (extent, their M3; here the ranges are squared under the root, which makes it a length: the "maximum spread").
/// </remarks>
public static class Spread
{
    /// <summary>Delta: uneven steps along a front of two objectives, and the way from its ends to those of a reference front. Lower is better.</summary>
    /// <param name="front">Shape [n, 2], finite, n at least 1; no point dominates another. Equal points make steps of length 0.</param>
    /// <param name="reference">Another front, shape [k, 2], whose ends the front should reach; null counts the steps alone.</param>
    /// <returns>
    /// (d_f + d_l + sum_i |d_i - mean d|) / (d_f + d_l + (n - 1) mean d) with d_i the Euclidean steps and d_f, d_l the ways to
    /// the reference's ends: 0 where the steps are equal and the ends met; 1 for a single point away from an end. Null
    /// where the quotient is 0 / 0: all points equal, and at both ends of the reference if there is one.
    /// </returns>
    /// <exception cref="PmlException">A front is empty, not of two objectives or not finite, or one of its points dominates another.</exception>
    public static double? Delta(IReadOnlyList<IReadOnlyList<double>> front, IReadOnlyList<IReadOnlyList<double>>? reference = null)
    {
        var sorted = Ordered(front, "front");
        double[] steps = [.. sorted.Zip(sorted.Skip(1), Step)];
        double ends = 0;
        if (reference is not null)
        {
            var other = Ordered(reference, "reference front");
            ends = Step(sorted[0], other[0]) + Step(sorted[^1], other[^1]);
        }

        var mean = steps.Length == 0 ? 0 : steps.Average();
        var length = ends + steps.Length * mean;
        return length == 0 ? null : (ends + steps.Sum(d => Math.Abs(d - mean))) / length;
    }

    /// <summary>The extent of a set of points: the diagonal of the box around it. Higher is wider; it says nothing of quality.</summary>
    /// <param name="points">Shape [n, d], finite, n at least 1; any d. Directions do not matter.</param>
    /// <returns>sqrt(sum_j (max_j - min_j)^2), in the objectives' units; 0 for one point, however often.</returns>
    /// <exception cref="PmlException">There are no points, they differ in their number of objectives, or one is not finite.</exception>
    public static double Extent(IReadOnlyList<IReadOnlyList<double>> points)
    {
        var objectives = ObjectiveSpace.Finite(points, "front");
        return Math.Sqrt(Enumerable.Range(0, objectives).Select(j => points.Max(p => p[j]) - points.Min(p => p[j])).Sum(range => range * range));
    }

    // Along a front the second objective only rises or only falls with the first, whichever way each is better.
    private static IReadOnlyList<double>[] Ordered(IReadOnlyList<IReadOnlyList<double>> points, string name)
    {
        if (ObjectiveSpace.Finite(points, name) is not 2 and var d) throw new PmlException($"Delta is for two objectives; the {name} has {d}. For more, take Spread.Extent and Spacing.");
        IReadOnlyList<double>[] sorted = [.. points.OrderBy(p => p[0]).ThenBy(p => p[1])];
        int[] ways = [.. sorted.Zip(sorted.Skip(1)).Where(pair => !pair.First.SequenceEqual(pair.Second))
            .Select(pair => pair.First[0] == pair.Second[0] ? 0 : Math.Sign(pair.Second[1] - pair.First[1])).Distinct()];
        if (ways.Length > 1 || ways.Contains(0)) throw new PmlException($"Delta is for points of which none dominates another; in the {name} one does. Take ParetoFilter.NonDominated first.");
        return sorted;
    }

    private static double Step(IReadOnlyList<double> a, IReadOnlyList<double> b) => Math.Sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]));
}
