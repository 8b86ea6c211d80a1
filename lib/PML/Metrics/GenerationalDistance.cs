using PML.Support;

namespace PML.Metrics;

/// <summary>How far a found set of points and a reference front lie apart: GD, IGD and their plus forms. Lower is better.</summary>
/// <remarks>
/// GD is the way from the found points to the front (convergence), IGD the way from the front's points to the found set
/// (convergence and coverage). The plus forms count only the objectives in which the found point is worse, which makes IGD+
/// agree with Pareto dominance where IGD does not. All four are in the objectives' units and mix them: scale objectives of
/// different ranges first. Equal points count as often as they are there.
/// Sources: D. Van Veldhuizen, G. Lamont, 1998 (GD); C. Coello Coello, M. Reyes Sierra, 2004 (IGD);
/// H. Ishibuchi, H. Masuda, Y. Tanigaki, Y. Nojima, "Modified distance calculation in generational distance and inverted generational distance", 2015 (GD+, IGD+).
/// </remarks>
public static class GenerationalDistance
{
    private delegate double Distance(IReadOnlyList<double> found, IReadOnlyList<double> reference);

    /// <summary>Generational distance: from each found point to the nearest point of the reference front.</summary>
    /// <param name="found">Shape [n, d], finite, n at least 1.</param>
    /// <param name="reference">Shape [k, d], finite, k at least 1.</param>
    /// <param name="p">
    /// At least 1. The distances d_i make (sum_i d_i^p)^(1/p) / n: their mean with 1, the form in use today; the formula of
    /// 1998 with 2, which falls as 1 / sqrt(n) when points at the same distance are added.
    /// </param>
    /// <returns>At least 0; 0 where every found point is on the reference front.</returns>
    /// <exception cref="PmlException">A set is empty or not finite, they differ in their number of objectives, or p is below 1.</exception>
    public static double Gd(IReadOnlyList<IReadOnlyList<double>> found, IReadOnlyList<IReadOnlyList<double>> reference, double p = 1)
    {
        Check.AtLeast(p, 1, nameof(p));
        SameDimension(found, reference);
        var nearest = Nearest(found, reference, Euclid);
        var largest = nearest.Max();
        // The largest is taken out so that no power overflows.
        return largest == 0 ? 0 : largest * Math.Pow(nearest.Sum(d => Math.Pow(d / largest, p)), 1 / p) / nearest.Length;
    }

    /// <summary>Inverted generational distance: the mean over the reference front of the distance to the nearest found point.</summary>
    /// <param name="found">Shape [n, d], finite, n at least 1.</param>
    /// <param name="reference">Shape [k, d], finite, k at least 1.</param>
    /// <returns>At least 0; 0 where every reference point was found.</returns>
    /// <exception cref="PmlException">A set is empty or not finite, or they differ in their number of objectives.</exception>
    public static double Igd(IReadOnlyList<IReadOnlyList<double>> found, IReadOnlyList<IReadOnlyList<double>> reference)
    {
        SameDimension(found, reference);
        return Nearest(reference, found, Euclid).Average();
    }

    /// <summary>GD+: the mean over the found points of how much each is worse than the nearest reference point.</summary>
    /// <param name="found">Shape [n, d], finite, n at least 1.</param>
    /// <param name="reference">Shape [k, d], finite, k at least 1.</param>
    /// <param name="directions">Shape [d]: which way each objective is better.</param>
    /// <returns>At least 0; 0 where every found point is at least as good as some reference point.</returns>
    /// <exception cref="PmlException">As for <see cref="Igd"/>, or the number of directions is not d.</exception>
    public static double GdPlus(IReadOnlyList<IReadOnlyList<double>> found, IReadOnlyList<IReadOnlyList<double>> reference, IReadOnlyList<Direction> directions)
    {
        OneDirectionEach(SameDimension(found, reference), directions);
        return Nearest(found, reference, (a, z) => Shortfall(a, z, directions)).Average();
    }

    /// <summary>IGD+: the mean over the reference front of how much the nearest found point is worse.</summary>
    /// <param name="found">Shape [n, d], finite, n at least 1.</param>
    /// <param name="reference">Shape [k, d], finite, k at least 1.</param>
    /// <param name="directions">Shape [d]: which way each objective is better.</param>
    /// <returns>At least 0; 0 where every reference point is matched or surpassed. A set that dominates another never has more.</returns>
    /// <exception cref="PmlException">As for <see cref="GdPlus"/>.</exception>
    public static double IgdPlus(IReadOnlyList<IReadOnlyList<double>> found, IReadOnlyList<IReadOnlyList<double>> reference, IReadOnlyList<Direction> directions)
    {
        OneDirectionEach(SameDimension(found, reference), directions);
        return Nearest(reference, found, (z, a) => Shortfall(a, z, directions)).Average();
    }

    private static double[] Nearest(IReadOnlyList<IReadOnlyList<double>> from, IReadOnlyList<IReadOnlyList<double>> to, Distance distance) =>
        [.. from.Select(a => to.Min(b => distance(a, b)))];

    private static double Euclid(IReadOnlyList<double> a, IReadOnlyList<double> b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    private static double Shortfall(IReadOnlyList<double> found, IReadOnlyList<double> reference, IReadOnlyList<Direction> directions) =>
        Math.Sqrt(ObjectiveSpace.Gain(reference, found, directions).Sum(g => g > 0 ? g * g : 0));

    private static int SameDimension(IReadOnlyList<IReadOnlyList<double>> found, IReadOnlyList<IReadOnlyList<double>> reference)
    {
        int d = ObjectiveSpace.Finite(found, "found set"), ofReference = ObjectiveSpace.Finite(reference, "reference front");
        return d == ofReference ? d : throw new PmlException($"The found set and the reference front must have the same objectives; found {d} and {ofReference}.");
    }

    private static void OneDirectionEach(int objectives, IReadOnlyList<Direction> directions)
    {
        if (directions.Count != objectives) throw new PmlException($"There must be one direction for each of the {objectives} objectives; found {directions.Count}.");
    }
}
