using CsCheck;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>UPGrad and DualProj: projections onto the directions that no task opposes.</summary>
public class DualConeTests
{
    [Fact]
    public void NoTaskOpposesUpGrad() => GramCase.Exact(1, 10).Sample(input => AssertNoneOpposes(input, Weighing.First(new UpGrad(), input.Gram).Shared), iter: 500);

    [Fact]
    public void NoTaskOpposesDualProj() => GramCase.Exact(1, 10).Sample(input => AssertNoneOpposes(input, Weighing.First(new DualProj(), input.Gram).Shared), iter: 500);

    // The projection p of x onto a cone: p lies in it, x - p is at a right angle to p, and x - p lies in the polar cone, here -sum of l_t g_t with l at least 0.
    [Fact]
    public void DualProjIsTheProjectionOfTheMean() => GramCase.Exact(1, 10).Sample(
        input =>
        {
            var v = Weighing.First(new DualProj(), input.Gram).Shared;
            var (p, x) = (Vectors.Combination(v, input.Jacobian), Vectors.Mean(input.Jacobian));
            Assert.All(v, weight => Assert.True(weight >= 1.0 / input.Tasks - 1e-12));
            Assert.True(Math.Abs(Vectors.Dot(Vectors.Plus(p, x, -1), p)) <= 1e-9 * Math.Pow(Vectors.Size(v, input.Jacobian), 2), input.ToString());
        },
        iter: 500);

    [Fact]
    public void UpGradIsTheMeanOfTheProjections() => GramCase.Of(1, 6, GramKind.FullRank, GramKind.Conflicting).Sample(
        input =>
        {
            // Each g_i by a try of every support: l minimises |g_i + sum l_t g_t| over l of no negative entry.
            var expected = new double[input.Jacobian[0].Length];
            for (var i = 0; i < input.Tasks; i++)
            {
                var l = BruteForce.NotNegative(input.Gram, [.. input.Jacobian.Select(row => -Vectors.Dot(row, input.Jacobian[i]))]);
                expected = Vectors.Plus(expected, Vectors.Plus(input.Jacobian[i], Vectors.Combination(l, input.Jacobian)), 1.0 / input.Tasks);
            }

            var found = Vectors.Combination(Weighing.First(new UpGrad(), input.Gram).Shared, input.Jacobian);
            Assert.True(Vectors.Norm(Vectors.Plus(found, expected, -1)) <= 1e-8 * input.Jacobian.Max(Vectors.Norm), input.ToString());
        },
        iter: 200);

    [Fact]
    public void WithoutConflictBothAreTheMean() => GramCase.Of(1, 10, GramKind.Orthogonal, GramKind.Duplicated).Sample(
        input =>
        {
            if (input.Gram.Cast<double>().Any(v => v < 0)) return;
            Assert.All(Weighing.First(new UpGrad(), input.Gram).Shared.Concat(Weighing.First(new DualProj(), input.Gram).Shared), weight => Assert.Equal(1.0 / input.Tasks, weight, 1e-12));
        },
        iter: 100);

    private static void AssertNoneOpposes(GramCase input, double[] weights)
    {
        var d = Vectors.Combination(weights, input.Jacobian);
        foreach (var row in input.Jacobian)
            Assert.True(Vectors.Dot(row, d) >= -1e-9 * Vectors.Norm(row) * Vectors.Size(weights, input.Jacobian), $"{input}: {Vectors.Dot(row, d)}");
    }
}
