using CsCheck;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>MGDA's condition: no point of the convex hull is shorter.</summary>
public class MinNormTests
{
    [Fact]
    public void TheWeightsLieOnTheSimplexAndNoTaskCouldShortenTheVector() => GramCase.Exact(1, 10).Sample(
        input =>
        {
            var w = Weights(new Mgda { TimesTasks = false }, input);
            Assert.Equal(1, w.Sum(), 1e-12);
            Assert.All(w, share => Assert.True(share >= 0));
            // Of w' G w - min_t (G w)_t: 0 at the shortest vector, above 0 elsewhere.
            var d = Vectors.Combination(w, input.Jacobian);
            var gap = Vectors.Dot(d, d) - input.Jacobian.Min(row => Vectors.Dot(row, d));
            var scale = input.Kind is GramKind.FullRank or GramKind.Orthogonal or GramKind.Scaled ? Vectors.Dot(d, d) : input.Jacobian.Max(row => Vectors.Dot(row, row));
            Assert.True(gap <= 1e-6 * scale, $"{input}: a gap of {gap / scale}");
        },
        iter: 1000);

    [Fact]
    public void NoTaskOpposesIt() => GramCase.Exact(1, 10).Sample(
        input =>
        {
            var w = Weights(new Mgda(), input);
            var d = Vectors.Combination(w, input.Jacobian);
            foreach (var row in input.Jacobian) Assert.True(Vectors.Dot(row, d) >= -1e-9 * Vectors.Norm(row) * Vectors.Size(w, input.Jacobian), input.ToString());
        },
        iter: 500);

    // Each support's stationary point by itself: 2^T linear systems.
    [Fact]
    public void ItAgreesWithATryOfEverySupport() => GramCase.Exact(1, 6).Sample(
        input =>
        {
            var gram = input.Gram;
            var found = Weights(new Mgda { TimesTasks = false }, input);
            var (best, least) = BruteForce.OnSimplex(gram);
            var size = Enumerable.Range(0, input.Tasks).Max(t => gram[t, t]);
            var square = SymmetricMatrix.Form(gram, found, found);
            Assert.True(square <= least + 1e-9 * size, $"{input}: {square} against {least} at [{string.Join(", ", best)}]");
        },
        iter: 200);

    [Fact]
    public void TheReleasedIterationEndsBetweenTheBestPairAndTheShortest() => GramCase.Of(1, 10, GramKind.FullRank, GramKind.Orthogonal, GramKind.Scaled).Sample(
        input =>
        {
            var (exact, iterated) = (Weights(new Mgda { TimesTasks = false }, input), Weights(new Mgda { TimesTasks = false, Iteration = true }, input));
            var (shortest, found) = (Vectors.Norm(Vectors.Combination(exact, input.Jacobian)), Vectors.Norm(Vectors.Combination(iterated, input.Jacobian)));
            Assert.Equal(1, iterated.Sum(), 1e-9);
            Assert.All(iterated, share => Assert.True(share >= 0));
            Assert.True(found >= shortest * (1 - 1e-9), "nothing is shorter than the exact one");
            var pairs = from i in Enumerable.Range(0, input.Tasks)
                        from j in Enumerable.Range(0, i)
                        let pair = new[] { input.Jacobian[i], input.Jacobian[j] }
                        let w = MinNorm.Of(Vectors.Gram(pair))
                        select Vectors.Norm(Vectors.Combination([Math.Clamp(w[0], 0.001, 0.999), Math.Clamp(w[1], 0.001, 0.999)], pair));
            Assert.True(found <= 1.001 * pairs.DefaultIfEmpty(found).Min(), $"{input}: {found} with {shortest}");
        },
        iter: 300);

    [Fact]
    public void TheReleasedIterationKeepsTwoTasksOffTheCorners()
    {
        // g_2 = (2, 1) lies behind g_1 = (1, 0): the exact answer is g_1 alone.
        double[,] gram = { { 1, 2 }, { 2, 5 } };
        Assert.Equal([1, 0], Weighing.First(new Mgda { TimesTasks = false }, gram).Shared);
        Assert.Equal([0.999, 0.001], Weighing.First(new Mgda { TimesTasks = false, Iteration = true }, gram).Shared.Select(v => Math.Round(v, 12)));
    }

    // As in the source, weights found on scaled gradients go to the plain losses.
    [Theory]
    [InlineData(GradientScale.Norm)]
    [InlineData(GradientScale.Loss)]
    [InlineData(GradientScale.LossAndNorm)]
    public void AScaleFindsTheWeightsOfScaledGradients(GradientScale scale) => GramCase.Of(1, 8, GramKind.FullRank, GramKind.DifferentScales, GramKind.Scaled).Sample(
        input =>
        {
            double[] divisors = [.. input.Jacobian.Select((row, t) =>
                (scale is GradientScale.Norm or GradientScale.LossAndNorm ? Vectors.Norm(row) : 1) * (scale is GradientScale.Loss or GradientScale.LossAndNorm ? input.Losses[t] : 1))];
            double[][] rows = [.. input.Jacobian.Select((row, t) => Vectors.Scaled(row, 1 / divisors[t]))];
            var expected = Vectors.Combination(Weighing.First(new Mgda(), Vectors.Gram(rows)).Shared, rows);
            var found = Vectors.Combination(Weights(new Mgda { Scale = scale }, input), rows);
            Assert.True(Vectors.Norm(Vectors.Plus(expected, found, -1)) <= 1e-7 * rows.Max(Vectors.Norm), input.ToString());
        },
        iter: 200);

    private static double[] Weights(Mgda method, GramCase input) => Weighing.First(method, input.Gram, input.Losses).Shared;
}
