namespace PML.Tests.Metrics;

/// <summary>Hypervolume by the inclusion-exclusion formula over all subsets: slow, and made of other steps than the product's.</summary>
internal static class InclusionExclusion
{
    internal static double Hypervolume(IReadOnlyList<double[]> points, double[] reference, bool maximize)
    {
        double volume = 0;
        for (var subset = 1; subset < 1 << points.Count; subset++)
        {
            var chosen = Enumerable.Range(0, points.Count).Where(i => (subset >> i & 1) == 1).Select(i => points[i]).ToArray();
            double box = 1;
            for (var j = 0; j < reference.Length; j++)
                box *= maximize ? Math.Max(0, chosen.Min(p => p[j]) - reference[j]) : Math.Max(0, reference[j] - chosen.Max(p => p[j]));
            volume += chosen.Length % 2 == 1 ? box : -box;
        }

        return volume;
    }
}
