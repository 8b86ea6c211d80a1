using PML.Support;

namespace PML.ParetoManifold;

/// <summary>Points of the simplex: random draws for training, even grids for evaluation.</summary>
public static class Simplex
{
    /// <summary>One draw from Dir(p).</summary>
    /// <param name="concentration">p, shape [m], each above 0: 1 is uniform, above 1 nearer the centre, below 1 nearer the members; unequal entries skew it.</param>
    /// <param name="random">Where the draw comes from.</param>
    /// <returns>alpha, shape [m], non-negative with sum 1.</returns>
    /// <remarks>Source: the paper, Section 4.2, "The role of sampling". A Dirichlet draw is a normalised vector of Gamma draws.</remarks>
    public static double[] Dirichlet(IReadOnlyList<double> concentration, Random random)
    {
        var alpha = new double[concentration.Count];
        double sum = 0;
        for (var k = 0; k < alpha.Length; k++) sum += alpha[k] = Gamma(concentration[k], random);
        // With tiny concentrations every Gamma draw may underflow to 0: the limit is a random corner.
        if (sum == 0) { alpha[random.Next(alpha.Length)] = 1; return alpha; }
        for (var k = 0; k < alpha.Length; k++) alpha[k] /= sum;
        return alpha;
    }

    /// <summary>The weightings at which a front over <paramref name="members"/> members is evaluated.</summary>
    /// <param name="members">m, at least 1.</param>
    /// <returns>
    /// Two members: 11 points from (1, 0) to (0, 1); three: 66 points, steps of 0.1; more: the corners and the centre;
    /// one: the single point (1).
    /// </returns>
    /// <remarks>Source: the paper, Section 5.1 (11 models) and Fig. 5 (66 hexagons).</remarks>
    public static IReadOnlyList<double[]> EvaluationGrid(int members) => Check.AtLeast(members, 1) switch
    {
        1 => [[1.0]],
        2 or 3 => Lattice(members, 10),
        _ => [.. Enumerable.Range(0, members).Select(k => Corner(members, k)), Centre(members)],
    };

    /// <summary>Every weighting whose entries are multiples of 1 / <paramref name="divisions"/>.</summary>
    /// <param name="members">m, at least 1.</param>
    /// <param name="divisions">Steps along an edge, at least 1.</param>
    /// <returns>Points of shape [m], the first member's weight falling from 1 to 0.</returns>
    public static IReadOnlyList<double[]> Lattice(int members, int divisions)
    {
        var points = new List<double[]>();
        Fill(new int[Check.AtLeast(members, 1)], 0, Check.AtLeast(divisions, 1));
        return points;

        void Fill(int[] counts, int k, int left)
        {
            if (k == members - 1)
            {
                counts[k] = left;
                points.Add([.. counts.Select(c => (double)c / divisions)]);
                return;
            }

            for (counts[k] = left; counts[k] >= 0; counts[k]--) Fill(counts, k + 1, left - counts[k]);
            counts[k] = 0;
        }
    }

    /// <summary>The weighting of member <paramref name="k"/> alone.</summary>
    /// <param name="members">m.</param>
    /// <param name="k">Which member, from 0.</param>
    /// <returns>e_k, shape [m].</returns>
    public static double[] Corner(int members, int k)
    {
        var corner = new double[members];
        corner[k] = 1;
        return corner;
    }

    /// <summary>Equal weights.</summary>
    /// <param name="members">m.</param>
    /// <returns>1/m each, shape [m].</returns>
    public static double[] Centre(int members) => [.. Enumerable.Repeat(1.0 / members, members)];

    /// <summary>The weighting, if it lies on the simplex.</summary>
    /// <param name="alpha">Shape [m].</param>
    /// <param name="members">The m that it must have.</param>
    /// <param name="name">What a message calls it.</param>
    /// <param name="each">What a message says that it has one weight for.</param>
    /// <returns><paramref name="alpha"/>.</returns>
    /// <exception cref="PmlException">The length is not m, an entry is negative or not finite, or the sum is not 1 (to 1e-6).</exception>
    public static double[] OnSimplex(double[] alpha, int members, string name = "alpha", string each = "members")
    {
        var found = string.Join(", ", alpha.Select(a => a.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture)));
        if (alpha.Length != members)
            throw new PmlException($"{name} must have one weight for each of the {members} {each}; found {alpha.Length}: ({found}).");
        if (alpha.Any(a => !(a >= 0)) || !(Math.Abs(alpha.Sum() - 1) <= 1e-6))
            throw new PmlException($"{name} must lie on the simplex (no weight below 0, sum 1); found ({found}). Divide each weight by their sum.");
        return alpha;
    }

    /// <summary>A draw from Gamma(shape, 1).</summary>
    /// <remarks>Source: G. Marsaglia, W. Tsang, "A simple method for generating gamma variables", 2000; below 1 by their boost from shape + 1.</remarks>
    private static double Gamma(double shape, Random random)
    {
        if (shape == 1) return -Math.Log(1 - random.NextDouble());
        if (shape < 1) return Gamma(shape + 1, random) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(random);
            var v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(1 - random.NextDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v)) return d * v;
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
