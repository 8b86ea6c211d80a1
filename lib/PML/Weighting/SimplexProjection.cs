namespace PML.Weighting;

/// <summary>The nearest point of the simplex: shares of no negative entry that sum to 1.</summary>
internal static class SimplexProjection
{
    /// <summary>The shares nearest to a point.</summary>
    /// <param name="point">Shape [T].</param>
    /// <returns>max(0, y - level) with the level at which they sum to 1, shape [T].</returns>
    internal static double[] Of(double[] point)
    {
        // A number added to all of them changes nothing; without it a large one would swallow the 1.
        var largest = point.Max();
        double[] y = [.. point.Select(v => v - largest)];
        double sum = 0, level = 0;
        var sorted = y.OrderDescending().ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i];
            if (sorted[i] > (sum - 1) / (i + 1)) level = (sum - 1) / (i + 1);
        }

        return [.. y.Select(v => Math.Max(0, v - level))];
    }
}
