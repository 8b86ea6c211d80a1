using PML.Support;

namespace PML.Metrics;

/// <summary>How far two weight vectors point the same way: the cosine of the angle between them.</summary>
/// <remarks>Source: the paper, Fig. 25 (b) and (d): ensemble members that are alike have a cosine near 1.</remarks>
public static class CosineSimilarity
{
    /// <summary>The cosine of the angle between two vectors.</summary>
    /// <param name="a">Shape [N].</param>
    /// <param name="b">Shape [N].</param>
    /// <returns>A number in [-1, 1].</returns>
    /// <exception cref="PmlException">The lengths differ, a vector is zero, or one is not finite.</exception>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length) throw new PmlException($"Two vectors must have the same length; found {a.Length} and {b.Length}.");
        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }

        return Cosine(ab, aa, bb);
    }

    /// <summary>The cosine between every two rows of a matrix, e.g. the members of an ensemble.</summary>
    /// <param name="rows">Shape [m, N], row by row.</param>
    /// <param name="count">m, at least 1.</param>
    /// <returns>Shape [m, m]: symmetric, with ones on the diagonal.</returns>
    /// <exception cref="PmlException">The numbers are not m rows of one length, a row is zero, or one is not finite.</exception>
    public static double[,] Matrix(ReadOnlySpan<float> rows, int count)
    {
        Check.AtLeast(count, 1, nameof(count));
        if (rows.Length % count != 0) throw new PmlException($"{count} rows must have one length; found {rows.Length} numbers.");
        var length = rows.Length / count;
        var products = new double[count, count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j <= i; j++)
                products[i, j] = Dot(rows.Slice(i * length, length), rows.Slice(j * length, length));

        var cosines = new double[count, count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j <= i; j++)
                cosines[i, j] = cosines[j, i] = Cosine(products[i, j], products[i, i], products[j, j]);
        return cosines;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }

    private static double Cosine(double ab, double aa, double bb)
    {
        var norms = Math.Sqrt(aa) * Math.Sqrt(bb);
        if (!(norms > 0) || !double.IsFinite(norms))
            throw new PmlException("The angle between two vectors needs both to be finite and not zero; a norm here is 0, infinite or NaN.");
        return Math.Clamp(ab / norms, -1, 1);
    }
}
