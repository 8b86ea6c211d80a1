using PML.Support;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>Each method's rule written out on the gradients as vectors, as its source has it, and solved in the plainest way.</summary>
internal static class VectorRules
{
    /// <summary>The combined gradient of the shared weights at a first step.</summary>
    internal static double[] Combined(WeightingMethod method, double[][] g, double[] losses, Random random)
    {
        double[] Weighted(double[] weights) => Vectors.Combination(weights, g);
        double[] Each(double weight) => [.. g.Select(_ => weight)];
        var tasks = g.Length;
        return method switch
        {
            SingleTask => g[0],
            LinearScalarization or DynamicWeightAverage => Vectors.Mean(g),
            UncertaintyWeighting => Weighted(Each(0.5)),
            GradNorm or Imtl { Kind: ImtlKind.Losses } => Weighted(Each(1)),
            ScaleInvariant => Weighted([.. losses.Select(loss => 1 / loss)]),
            Famo => Clipped(Weighted([.. losses.Select(loss => 1 / loss / losses.Sum(other => 1 / other))])),
            SmoothTchebycheff => Weighted([.. losses.Select(loss => Math.Exp(loss / tasks / 0.1) / losses.Sum(other => Math.Exp(other / tasks / 0.1)) / tasks)]),
            RandomWeighting => Weighted(RandomShares(tasks, random)),
            Mgda => Vectors.Scaled(Weighted(BruteForce.OnSimplex(Vectors.Gram(g)).Weights), tasks),
            PcGrad or GradVac => Projected(g, random),
            Imtl => Weighted(EqualProjections(g)),
            CaGrad => Vectors.Scaled(ConflictAverse(g, 0.4), tasks / 1.16),
            NashMtl => Clipped(Vectors.Scaled(Weighted(Bargained(g, 1)), Math.Sqrt(Math.Sqrt(Vectors.Gram(g).Cast<double>().Sum(v => v * v))))),
            FairGrad => Weighted(Bargained(g, 0.5)),
            UpGrad => Vectors.Mean([.. g.Select(row => OntoCone(row, g))]),
            DualProj => OntoCone(Vectors.Mean(g), g),
            AlignedMtl => Weighted(AlignmentTests.Aligned(Vectors.Gram(g))),
            ConFig => EqualCosines(g),
            SdmGrad sdm => Clipped(DirectionOriented(g, sdm)),
            MoDo moDo => Weighted(OnSimplex([.. g.Select(row => 1.0 / tasks - moDo.Gamma * (Vectors.Dot(row, Vectors.Mean(g)) + moDo.Rho / tasks))])),
            _ => throw new NotSupportedException($"{method.Name}: write its rule on vectors here."),
        };
    }

    /// <summary>Whether the source leaves the tasks' own weights with the plain losses' gradients.</summary>
    internal static bool LeavesOwnWeightsAlone(WeightingMethod method) => method is PcGrad or GradVac or CaGrad or FairGrad or UpGrad or DualProj or AlignedMtl or ConFig or SdmGrad or MoDo;

    private static double[] DirectionOriented(double[][] g, SdmGrad method)
    {
        var (w, velocity, unit) = (g.Select(_ => 1.0 / g.Length).ToArray(), new double[g.Length], g.Average(Vectors.Norm));
        double[] Direction() => Vectors.Plus(Vectors.Combination(w, g), Vectors.Mean(g), method.Lambda);
        for (var iteration = 0; iteration < method.Iterations; iteration++)
        {
            var direction = Direction();
            velocity = [.. velocity.Select((v, t) => method.Momentum * v + Vectors.Dot(g[t], direction) / unit / unit)];
            w = OnSimplex(Vectors.Plus(w, velocity, -method.Rate));
        }

        return Vectors.Scaled(Direction(), g.Length / (1 + method.Lambda));
    }

    // The nearest point of the simplex: all entries fall by one level, found by bisection, and stop at 0.
    private static double[] OnSimplex(double[] y)
    {
        double low = y.Min() - 1, high = y.Max();
        for (var i = 0; i < 200; i++)
        {
            var level = (low + high) / 2;
            if (y.Sum(v => Math.Max(0, v - level)) > 1) low = level;
            else high = level;
        }

        return [.. y.Select(v => Math.Max(0, v - high))];
    }

    private static double[] Clipped(double[] vector) => Vectors.Norm(vector) > 1 ? Vectors.Scaled(vector, 1 / Vectors.Norm(vector)) : vector;

    private static double[] RandomShares(int tasks, Random random)
    {
        double[] exponentials = [.. Enumerable.Range(0, tasks).Select(_ => Math.Exp(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
        return Vectors.Scaled(exponentials, 1 / exponentials.Sum());
    }

    private static double[] Projected(double[][] g, Random random)
    {
        var total = new double[g[0].Length];
        for (var i = 0; i < g.Length; i++)
        {
            var changed = g[i];
            foreach (var j in Seeds.Permutation(g.Length, random))
                if (j != i && Vectors.Dot(changed, g[j]) is var product && product < 0) changed = Vectors.Plus(changed, g[j], -product / Vectors.Dot(g[j], g[j]));
            total = Vectors.Plus(total, changed);
        }

        return total;
    }

    // The released form: alpha_2.. from (g_1 - g_j)' (u_1 - u_i), alpha_1 the rest.
    internal static double[] EqualProjections(double[][] g)
    {
        double[][] u = [.. g.Select(row => Vectors.Scaled(row, 1 / Vectors.Norm(row)))];
        var k = g.Length - 1;
        var system = new double[k, k + 1];
        for (var i = 0; i < k; i++)
        {
            var difference = Vectors.Plus(u[0], u[i + 1], -1);
            for (var j = 0; j < k; j++) system[i, j] = Vectors.Dot(Vectors.Plus(g[0], g[j + 1], -1), difference);
            system[i, k] = Vectors.Dot(g[0], difference);
        }

        var rest = BruteForce.Eliminate(system)!;
        return [1 - rest.Sum(), .. rest];
    }

    // A search of the simplex, ever finer, for the least w' G b + c |g_0| |g_w|.
    private static double[] ConflictAverse(double[][] g, double c)
    {
        var (gram, mean) = (Vectors.Gram(g), Vectors.Mean(g));
        double[] b = [.. g.Select(_ => 1.0 / g.Length)];
        var radius = c * Vectors.Norm(mean);
        double Value(double[] w) => SymmetricMatrix.Form(gram, w, b) + radius * Math.Sqrt(SymmetricMatrix.Form(gram, w, w));
        var best = b;
        for (var step = 0.25; step > 1e-12;)
        {
            var moves = from i in Enumerable.Range(0, g.Length)
                        from j in Enumerable.Range(0, g.Length)
                        where i != j
                        let moved = Math.Min(step, best[j])
                        select best.Select((v, t) => t == i ? v + moved : t == j ? v - moved : v).ToArray();
            var better = moves.MinBy(Value)!;
            if (Value(better) < Value(best)) best = better;
            else step /= 2;
        }

        var combined = Vectors.Combination(best, g);
        return Vectors.Plus(mean, combined, radius / Vectors.Norm(combined));
    }

    // G a = a^-q, one coordinate after another, each by bisection.
    private static double[] Bargained(double[][] g, double q)
    {
        var gram = Vectors.Gram(g);
        double[] a = [.. g.Select(row => 1 / Vectors.Norm(row))];
        for (var sweep = 0; sweep < 300; sweep++)
            for (var t = 0; t < a.Length; t++)
            {
                var others = Enumerable.Range(0, a.Length).Where(s => s != t).Sum(s => gram[t, s] * a[s]);
                double low = 1e-9 * a[t], high = 1e9 * a[t];
                for (var i = 0; i < 80; i++)
                {
                    var middle = Math.Sqrt(low * high);
                    if (gram[t, t] * middle + others < Math.Pow(middle, -q)) low = middle;
                    else high = middle;
                }

                a[t] = Math.Sqrt(low * high);
            }

        return a;
    }

    private static double[] OntoCone(double[] x, double[][] g) =>
        Vectors.Plus(x, Vectors.Combination(BruteForce.NotNegative(Vectors.Gram(g), [.. g.Select(row => -Vectors.Dot(row, x))]), g));

    private static double[] EqualCosines(double[][] g)
    {
        double[][] u = [.. g.Select(row => Vectors.Scaled(row, 1 / Vectors.Norm(row)))];
        var cosines = Vectors.Gram(u);
        var x = BruteForce.Eliminate(Matrix.Of(g.Length, g.Length + 1, (i, j) => j < g.Length ? cosines[i, j] : 1))!;
        var direction = Vectors.Combination(x, u);
        direction = Vectors.Scaled(direction, 1 / Vectors.Norm(direction));
        return Vectors.Scaled(direction, g.Sum(row => Vectors.Dot(row, direction)));
    }
}
