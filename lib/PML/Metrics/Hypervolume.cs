using PML.Support;

namespace PML.Metrics;

/// <summary>The volume of objective space that a set of points dominates, bounded by a reference point.</summary>
/// <remarks>Source: the paper, Appendix E and Fig. 19. Table 4 takes test accuracies in [0, 1] and the reference (0, 0).</remarks>
public static class Hypervolume
{
    /// <summary>The exact hypervolume where all objectives have the same direction.</summary>
    /// <param name="points">Shape [n, d]; any n, any d of at least 1. Dominated and equal points are allowed and add nothing.</param>
    /// <param name="reference">Shape [d], finite. Points that are not better than it in every objective add nothing.</param>
    /// <param name="direction">Which way every objective is better.</param>
    /// <returns>The volume, at least 0, in the product of the objectives' units; 0 for no points.</returns>
    /// <exception cref="PmlException">A point has another number of objectives than the reference, or is NaN or infinitely good; the reference is empty or not finite.</exception>
    public static double Of(IReadOnlyList<IReadOnlyList<double>> points, IReadOnlyList<double> reference, Direction direction) =>
        Of(points, reference, ObjectiveSpace.Same(direction, reference.Count));

    /// <summary>The exact hypervolume where each objective has its own direction.</summary>
    /// <param name="points">Shape [n, d].</param>
    /// <param name="reference">Shape [d], finite.</param>
    /// <param name="directions">Shape [d]: which way each objective is better.</param>
    /// <returns>The volume, at least 0.</returns>
    /// <exception cref="PmlException">As for the other form, or the number of directions is not d.</exception>
    public static double Of(IReadOnlyList<IReadOnlyList<double>> points, IReadOnlyList<double> reference, IReadOnlyList<Direction> directions)
    {
        if (reference.Count == 0 || !reference.All(double.IsFinite))
            throw new PmlException($"The reference point must be at least one finite number; found ({new Numbers(reference)}).");
        if (directions.Count != reference.Count)
            throw new PmlException($"There must be one direction for each of the reference point's {reference.Count} objectives; found {directions.Count}.");
        ObjectiveSpace.Check(points, reference.Count);

        var gains = points.Select(point => ObjectiveSpace.Gain(point, reference, directions)).Where(gain => gain.All(g => g > 0)).ToList();
        if (gains.Any(gain => gain.Any(double.IsInfinity)))
            throw new PmlException("The hypervolume is infinite: a point is infinitely good in an objective. Leave it out.");
        return Volume(gains, reference.Count);
    }

    /// <summary>Volume of the union of the boxes from the origin to each point; every coordinate above 0.</summary>
    private static double Volume(List<double[]> points, int dimensions) => dimensions switch
    {
        1 => points.Count == 0 ? 0 : points.Max(p => p[0]),
        2 => Area(points),
        3 => Sweep(points),
        _ => Slices(points, dimensions),
    };

    /// <summary>Two objectives: rectangles between neighbours, from the best first objective down. O(n log n).</summary>
    private static double Area(List<double[]> points)
    {
        double area = 0, height = 0;
        foreach (var p in points.OrderByDescending(p => p[0]))
        {
            if (p[1] <= height) continue;
            area += p[0] * (p[1] - height);
            height = p[1];
        }

        return area;
    }

    /// <summary>Three objectives: a plane sweeps down the third; the area under its staircase is kept up to date.</summary>
    private static double Sweep(List<double[]> points)
    {
        var staircase = new Staircase();
        double volume = 0;
        var sorted = points.OrderByDescending(p => p[2]).ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            staircase.Add(sorted[i][0], sorted[i][1]);
            volume += staircase.Area * (sorted[i][2] - (i + 1 < sorted.Length ? sorted[i + 1][2] : 0));
        }

        return volume;
    }

    /// <summary>
    /// Any number of objectives: each point adds its own box less what the points that are better in the last objective
    /// already cover of it, which is a problem with one objective less.
    /// </summary>
    /// <remarks>Source: the exclusive volumes of L. While, L. Bradstreet, L. Barone, "A fast way of calculating exact hypervolumes", 2012.</remarks>
    private static double Slices(List<double[]> points, int dimensions)
    {
        var last = dimensions - 1;
        var front = ParetoFilter.Front(points, dimensions);
        front.Sort((p, q) => p[last].CompareTo(q[last]));
        double volume = 0;
        for (var i = 0; i < front.Count; i++)
        {
            var box = front[i];
            var covered = front.Skip(i + 1).Select(p => Overlap(p, box, last)).ToList();
            double own = 1;
            for (var j = 0; j < last; j++) own *= box[j];
            volume += box[last] * (own - Volume(ParetoFilter.Front(covered, last), last));
        }

        return volume;
    }

    private static double[] Overlap(double[] p, double[] q, int dimensions)
    {
        var overlap = new double[dimensions];
        for (var j = 0; j < dimensions; j++) overlap[j] = Math.Min(p[j], q[j]);
        return overlap;
    }
}
