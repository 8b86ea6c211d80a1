using PML.Support;

namespace PML.Metrics;

/// <summary>Spearman's rank correlation: whether one number rises with another, in whatever shape.</summary>
/// <remarks>Source: C. Spearman, "The proof and measurement of association between two things", 1904. Ties share the mean of their ranks.</remarks>
public static class Spearman
{
    /// <summary>The rank correlation of two lists: Pearson's correlation of their ranks.</summary>
    /// <param name="a">Shape [n], finite.</param>
    /// <param name="b">Shape [n], finite.</param>
    /// <returns>In [-1, 1]: 1 where b rises strictly with a, -1 where it falls. Null where it does not exist: a list is constant, or n is below 2.</returns>
    /// <exception cref="PmlException">The lengths differ, or a number is not finite.</exception>
    public static double? Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count != b.Count) throw new PmlException($"Two lists must have the same length to be correlated; found {a.Count} and {b.Count}.");
        foreach (var list in (IReadOnlyList<double>[])[a, b])
            if (!list.All(double.IsFinite)) throw new PmlException($"A rank correlation needs finite numbers; found {new Numbers(list)}.");
        double[] p = Ranks(a), q = Ranks(b);
        // Ranks always have this mean, ties or not.
        var mean = (a.Count + 1) / 2.0;
        double pq = 0, pp = 0, qq = 0;
        for (var i = 0; i < p.Length; i++)
        {
            pq += (p[i] - mean) * (q[i] - mean);
            pp += (p[i] - mean) * (p[i] - mean);
            qq += (q[i] - mean) * (q[i] - mean);
        }

        return pp == 0 || qq == 0 ? null : Math.Clamp(pq / (Math.Sqrt(pp) * Math.Sqrt(qq)), -1, 1);
    }

    /// <summary>Ranks from 1; equal numbers share the mean of theirs.</summary>
    private static double[] Ranks(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var ranks = new double[order.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]];) end++;
            for (var k = start; k < end; k++) ranks[order[k]] = (start + 1 + end) / 2.0;
        }

        return ranks;
    }
}
