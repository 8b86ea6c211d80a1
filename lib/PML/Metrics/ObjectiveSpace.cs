using PML.Support;

namespace PML.Metrics;

/// <summary>Turns points with mixed directions into points where every objective is maximised.</summary>
internal static class ObjectiveSpace
{
    /// <summary>One direction for each of <paramref name="objectives"/> objectives.</summary>
    internal static Direction[] Same(Direction direction, int objectives) => [.. Enumerable.Repeat(direction, objectives)];

    /// <summary>A point's advantage over <paramref name="origin"/> in each objective: above 0 where it is better.</summary>
    internal static double[] Gain(IReadOnlyList<double> point, IReadOnlyList<double> origin, IReadOnlyList<Direction> directions)
    {
        var gain = new double[directions.Count];
        for (var j = 0; j < gain.Length; j++)
            gain[j] = directions[j] == Direction.Maximize ? point[j] - origin[j] : origin[j] - point[j];
        return gain;
    }

    /// <summary>Refuses points of another dimension, and NaN.</summary>
    /// <exception cref="PmlException">A point does not fit.</exception>
    internal static void Check(IReadOnlyList<IReadOnlyList<double>> points, int objectives)
    {
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].Count != objectives)
                throw new PmlException($"Every point must have {objectives} objectives; point {i} has {points[i].Count}.");
            for (var j = 0; j < objectives; j++)
                if (double.IsNaN(points[i][j]))
                    throw new PmlException($"A point must be made of numbers; objective {j + 1} of point {i} is NaN. Leave out runs that diverged.");
        }
    }

    /// <summary>Refuses a set of points that distances cannot be measured in: none, of several dimensions, or not finite.</summary>
    /// <param name="points">Shape [n, d].</param>
    /// <param name="name">What the set is, as a message calls it.</param>
    /// <returns>d.</returns>
    /// <exception cref="PmlException">The set is one of these.</exception>
    internal static int Finite(IReadOnlyList<IReadOnlyList<double>> points, string name)
    {
        if (points.Count == 0 || points[0].Count == 0) throw new PmlException($"The {name} must have at least one point of at least one objective; found none.");
        Check(points, points[0].Count);
        for (var i = 0; i < points.Count; i++)
            if (!points[i].All(double.IsFinite))
                throw new PmlException($"Distances need finite points; point {i} of the {name} is {new Numbers(points[i])}. Leave it out.");
        return points[0].Count;
    }
}
