using CsCheck;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>CAGrad: within c |g_0| of the mean gradient g_0, no direction lets the worst task gain more.</summary>
public class CaGradTests
{
    [Fact]
    public void TheWorstTaskGainsAsMuchAsTheBallAllows() => Gen.Select(GramCase.Exact(1, 10), Gen.Double[0.05, 0.95]).Sample(
        (input, c) =>
        {
            var (mean, radius, delta, moved) = Parts(input, c);
            Assert.True(Vectors.Norm(moved) <= radius * (1 + 1e-6), $"{input}: {Vectors.Norm(moved) / radius} of the radius");
            if (!(radius > 1e-9 * input.Jacobian.Max(Vectors.Norm))) return;
            // The dual value at any w is at least what any d reaches. d - g_0 is along g_w: its multipliers are w up to their sum;
            // where the gradients balance one another, g_w is 0 at the shortest vector's weights.
            var w = delta.Sum() > 0 ? Vectors.Scaled(delta, 1 / delta.Sum()) : delta;
            Assert.All(w, share => Assert.True(share >= -1e-9));
            var shortest = Weighing.First(new Mgda { TimesTasks = false }, input.Gram).Shared;
            var dual = Math.Min(Dual(w), Dual(shortest));
            var d = Vectors.Plus(mean, moved);
            var worst = input.Jacobian.Min(row => Vectors.Dot(row, d));
            var scale = Vectors.Norm(d) * input.Jacobian.Max(Vectors.Norm);
            // Nearly balanced gradients count as balanced.
            var tolerance = Vectors.Norm(Vectors.Combination(shortest, input.Jacobian)) > 1e-3 * Vectors.Size(shortest, input.Jacobian) ? 1e-6 : 1e-3;
            Assert.True(dual - worst <= tolerance * scale && dual - worst >= -1e-6 * scale, $"{input}, c = {c}: {worst} of {dual}, in units of {scale}");

            double Dual(double[] shares)
            {
                var combined = Vectors.Combination(shares, input.Jacobian);
                return Vectors.Dot(combined, mean) + radius * Vectors.Norm(combined);
            }
        },
        iter: 1000);

    // min over w of w' G b + c |g_0| |g_w| in steps of a thousandth: what two tasks need no solver for.
    [Fact]
    public void TwoTasksAgreeWithAScan() => Gen.Select(GramCase.Of(2, 2, GramKind.FullRank, GramKind.Opposite, GramKind.DifferentScales), Gen.Double[0.05, 0.95]).Sample(
        (input, c) =>
        {
            var (mean, radius, _, moved) = Parts(input, c);
            var least = Enumerable.Range(0, 1001).Min(i =>
            {
                var combined = Vectors.Combination([i / 1000.0, 1 - i / 1000.0], input.Jacobian);
                return Vectors.Dot(combined, mean) + radius * Vectors.Norm(combined);
            });
            var worst = input.Jacobian.Min(row => Vectors.Dot(row, Vectors.Plus(mean, moved)));
            var largest = input.Jacobian.Max(row => Vectors.Dot(row, row));
            Assert.True(worst <= least + 1e-9 * largest && worst >= least - 1e-2 * largest, $"{input}: {worst} of {least}");
        },
        iter: 200);

    [Fact]
    public void RescalingAndTheFactorTAreFactors() => GramCase.Of(1, 10, GramKind.FullRank).Sample(
        input =>
        {
            double[] Of(CaGrad method) => Weighing.First(method, input.Gram).Shared;
            var plain = Of(new CaGrad { Rescale = false, TimesTasks = false });
            Assert.True(plain.Zip(Of(new CaGrad { TimesTasks = false })).All(pair => Math.Abs(pair.First / 1.16 - pair.Second) < 1e-12));
            Assert.True(plain.Zip(Of(new CaGrad())).All(pair => Math.Abs(pair.First * input.Tasks / 1.16 - pair.Second) < 1e-12));
        },
        iter: 50);

    private static (double[] Mean, double Radius, double[] Delta, double[] Moved) Parts(GramCase input, double c)
    {
        var d = Weighing.First(new CaGrad { C = c, Rescale = false, TimesTasks = false }, input.Gram).Shared;
        double[] delta = [.. d.Select(v => v - 1.0 / d.Length)];
        var mean = Vectors.Mean(input.Jacobian);
        return (mean, c * Vectors.Norm(mean), delta, Vectors.Combination(delta, input.Jacobian));
    }
}
