using CsCheck;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>Nash-MTL and FairGrad: each task's gain g_t' d is the stated power of its weight.</summary>
public class BargainTests
{
    private static readonly GramKind[] Solvable = [GramKind.FullRank, GramKind.Orthogonal, GramKind.Scaled, GramKind.DifferentScales, GramKind.Duplicated];

    [Fact]
    public void NashsGainsAreTheInverseWeights() => GramCase.Of(1, 10, Solvable).Sample(
        input =>
        {
            var a = Weighing.First(new NashMtl { Normalize = false }, input.Gram).Shared;
            AssertGains(input, a, v => 1 / v);
        },
        iter: 500);

    // sum_t a_t g_t' d = a' G a = sum_t a_t / a_t = T.
    [Fact]
    public void NashsDirectionHasTheLengthRootOfT() => GramCase.Of(1, 10, [.. Solvable, GramKind.Conflicting]).Sample(
        input => Assert.Equal(Math.Sqrt(input.Tasks), Vectors.Norm(Vectors.Combination(Weighing.First(new NashMtl { Normalize = false }, input.Gram).Shared, input.Jacobian)), 1e-5),
        iter: 300);

    // The closed form: a_i = 1 / (|g_i| sqrt(1 + cos)).
    [Fact]
    public void NashOfTwoTasksIsTheClosedForm() => GramCase.Of(2, 2, GramKind.FullRank, GramKind.DifferentScales, GramKind.Duplicated, GramKind.Scaled).Sample(
        input =>
        {
            var (first, second) = (input.Jacobian[0], input.Jacobian[1]);
            var cosine = Vectors.Dot(first, second) / Vectors.Norm(first) / Vectors.Norm(second);
            if (cosine < -0.999) return;
            var found = Weighing.First(new NashMtl { Normalize = false }, input.Gram).Shared;
            for (var t = 0; t < 2; t++) Assert.Equal(1, found[t] * Vectors.Norm(input.Jacobian[t]) * Math.Sqrt(1 + cosine), 1e-6);
        },
        iter: 300);

    [Fact]
    public void NormalizingMultipliesByTheRootOfTheGramMatrixsNorm() => GramCase.Of(1, 10, Solvable).Sample(
        input =>
        {
            var plain = Weighing.First(new NashMtl { Normalize = false }, input.Gram);
            var normalized = Weighing.First(new NashMtl(), input.Gram);
            var root = Math.Sqrt(Math.Sqrt(input.Gram.Cast<double>().Sum(v => v * v)));
            for (var t = 0; t < input.Tasks; t++) Assert.Equal(1, normalized.Shared[t] / plain.Shared[t] / root, 1e-9);
            Assert.Equal((1, 0), (normalized.MaxNorm, (plain with { MaxNorm = 0 }).MaxNorm));
            Assert.Equal(normalized.Shared, normalized.Own);
        },
        iter: 100);

    // A loss's unit does not matter: the direction is the same.
    [Fact]
    public void NashsDirectionDoesNotFeelATasksScale() => Gen.Select(GramCase.Of(1, 8, GramKind.FullRank), Gen.Double[-4, 4].Array[8]).Sample(
        (input, exponents) =>
        {
            double[][] rows = [.. input.Jacobian.Select((row, t) => Vectors.Scaled(row, Math.Pow(10, exponents[t])))];
            var expected = Vectors.Combination(Weighing.First(new NashMtl { Normalize = false }, input.Gram).Shared, input.Jacobian);
            var found = Vectors.Combination(Weighing.First(new NashMtl { Normalize = false }, Vectors.Gram(rows)).Shared, rows);
            Assert.True(Vectors.Norm(Vectors.Plus(expected, found, -1)) < 1e-5, input.ToString());
        },
        iter: 200);

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(1 + 1e-9)]
    [InlineData(2)]
    [InlineData(10)]
    public void FairGradsGainsAreTheStatedPower(double alpha) => GramCase.Of(1, 10, [.. Solvable.Where(kind => alpha <= 2 || kind != GramKind.DifferentScales)]).Sample( // far from alpha = 1, a scale of 1e12 between tasks is beyond the iterations
        input => AssertGains(input, Weighing.First(new FairGrad { Alpha = alpha }, input.Gram).Shared, v => Math.Pow(v, -1 / alpha)),
        iter: 300);

    // The gains are all the same in the limit: what MGDA's shortest vector gives where no weight is 0.
    [Fact]
    public void FairGradOfALargeAlphaIsFairAsMgdaIs()
    {
        double[][] rows = [[1, 0, 0], [0, 4, 0]];
        var fair = Vectors.Combination(Weighing.First(new FairGrad { Alpha = 500 }, Vectors.Gram(rows)).Shared, rows);
        var shortest = Vectors.Combination(Weighing.First(new Mgda(), Vectors.Gram(rows)).Shared, rows);
        Assert.Equal(1, Vectors.Dot(fair, shortest) / Vectors.Norm(fair) / Vectors.Norm(shortest), 1e-4);
    }

    [Fact]
    public void AGradientOfZeroGetsAWeightOfOne()
    {
        var found = Weighing.First(new NashMtl(), new double[,] { { 4, 0 }, { 0, 0 } });
        Assert.Equal([1, 1], found.Shared.Select(v => Math.Round(v, 6)));
    }

    private static void AssertGains(GramCase input, double[] a, Func<double, double> gain)
    {
        if (Condition(input) > 1e4) return;
        Assert.All(a, v => Assert.True(v > 0));
        var d = Vectors.Combination(a, input.Jacobian);
        for (var t = 0; t < a.Length; t++)
        {
            var (found, expected) = (Vectors.Dot(input.Jacobian[t], d), gain(a[t]));
            // A gain may be what is left of terms a million million times as large.
            var rounding = 1e-9 * Vectors.Norm(input.Jacobian[t]) * Vectors.Size(a, input.Jacobian);
            Assert.True(Math.Abs(found - expected) < 1e-6 * expected + (input.Kind == GramKind.DifferentScales ? rounding : 0), $"{input}, task {t + 1}: a gain of {found}, not {expected}");
        }
    }

    // Of the cosines: a task's scale is no matter. Duplicated gradients count once.
    private static double Condition(GramCase input)
    {
        double[][] rows = [.. input.Jacobian.Distinct().Select(row => Vectors.Scaled(row, 1 / Vectors.Norm(row)))];
        var values = SymmetricMatrix.Eigen(Vectors.Gram(rows)).Values;
        return values.Max() / values.Min();
    }
}
