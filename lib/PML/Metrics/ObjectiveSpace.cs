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
}
