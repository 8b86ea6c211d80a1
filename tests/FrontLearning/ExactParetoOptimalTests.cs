using PML.FrontLearning;
using PML.Support;

namespace PML.Tests.FrontLearning;

public class ExactParetoOptimalTests
{
    public static TheoryData<double[]> Rays() => new([0.5, 0.5], [0.2, 0.8], [0.75, 0.25], [0.2, 0.3, 0.5], [0.6, 0.2, 0.2]);

    // L_t = |x - e_t|^2: the front is the simplex, and on it every ray has a point with r_t L_t the same for all tasks.
    [Theory]
    [MemberData(nameof(Rays))]
    public void ItLeadsToThePointOfTheFrontWhereRayTimesLossIsEven(double[] ray)
    {
        var tasks = ray.Length;
        double[] x = [.. Enumerable.Range(0, tasks).Select(i => 1.5 - i)];
        for (var step = 0; step < 4000; step++)
        {
            double[][] gradients = [.. Enumerable.Range(0, tasks).Select(t => x.Select((v, i) => 2 * (v - (i == t ? 1 : 0))).ToArray())];
            var gram = Matrix.Of(tasks, tasks, (i, j) => gradients[i].Zip(gradients[j], (a, b) => a * b).Sum());
            var weights = ExactParetoOptimal.Weights(Losses(x), ray, gram);
            for (var i = 0; i < tasks; i++) x[i] -= 0.005 * Enumerable.Range(0, tasks).Sum(t => weights[t] * gradients[t][i]);
        }

        double[] scaled = [.. Losses(x).Zip(ray, (loss, r) => loss * r)];
        Assert.True(scaled.Max() / scaled.Min() < 1.05, $"r L = {string.Join(", ", scaled)}");
        Assert.Equal(1, x.Sum(), 0.05);
    }

    [Fact]
    public void TheWeightsDoNotChangeWithTheScaleOfLossesOrGradients()
    {
        double[,] gram = { { 2, -0.5 }, { -0.5, 1 } };
        var weights = ExactParetoOptimal.Weights([1, 0.3], [0.4, 0.6], gram);
        foreach (var scale in (double[])[1e-6, 1e6])
        {
            var other = ExactParetoOptimal.Weights([scale, 0.3 * scale], [0.4, 0.6], Matrix.Of(2, 2, (i, j) => gram[i, j] * scale));
            for (var t = 0; t < 2; t++) Assert.Equal(weights[t], other[t], 1e-9);
        }
    }

    [Fact]
    public void TheRayWeighsWhereThereIsNothingToSolve()
    {
        double[] ray = [0.3, 0.7];
        Assert.Equal(ray, ExactParetoOptimal.Weights([0, 0], ray, new double[,] { { 1, 0 }, { 0, 1 } }));
        Assert.Equal(ray, ExactParetoOptimal.Weights([1, 2], ray, new double[2, 2]));
        Assert.Equal(ray, ExactParetoOptimal.Weights([1, -2], ray, new double[,] { { 1, 0 }, { 0, 1 } }));
    }

    // A grid of the simplex finds nothing better.
    [Fact]
    public void TheProgramFindsTheBestPoint()
    {
        var random = new Random(4);
        var solved = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            double[] gain = Draw(), a = Draw(), b = Draw();
            var (limitA, limitB) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            var found = SimplexProgram.Maximize(gain, [(a, limitA), (b, limitB)]);
            var grid = PML.ParetoManifold.Simplex.Lattice(3, 60).Where(w => Dot(a, w) >= limitA && Dot(b, w) >= limitB).ToArray();
            if (found is null) { Assert.Empty(grid); continue; }
            solved++;
            Assert.Equal(1, found.Sum(), 1e-9);
            Assert.True(Dot(a, found) >= limitA - 1e-8 && Dot(b, found) >= limitB - 1e-8 && found.All(w => w >= 0));
            Assert.All(grid, w => Assert.True(Dot(gain, w) <= Dot(gain, found) + 1e-8));
        }

        Assert.InRange(solved, 50, 199);

        double[] Draw() => [.. Enumerable.Range(0, 3).Select(_ => 2 * random.NextDouble() - 1)];
    }

    private static double[] Losses(double[] x) => [.. x.Select((_, t) => x.Select((v, i) => Math.Pow(v - (i == t ? 1 : 0), 2)).Sum())];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
