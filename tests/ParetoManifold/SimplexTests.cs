using PML.ParetoManifold;
using PML.Support;

namespace PML.Tests.ParetoManifold;

public class SimplexTests
{
    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(0.3, 0.3)]
    [InlineData(7.0, 7.0)]
    [InlineData(1.0, 4.0, 0.5)]
    public void DirichletHasTheDistributionsMeanAndVariance(params double[] concentration)
    {
        const int draws = 20_000;
        var random = Seeds.Stream(1, "test");
        var sums = new double[concentration.Length];
        var squares = new double[concentration.Length];
        for (var i = 0; i < draws; i++)
        {
            var alpha = Simplex.Dirichlet(concentration, random);
            Assert.Equal(1, alpha.Sum(), 1e-12);
            Assert.All(alpha, a => Assert.InRange(a, 0, 1));
            for (var k = 0; k < alpha.Length; k++) { sums[k] += alpha[k]; squares[k] += alpha[k] * alpha[k]; }
        }

        var total = concentration.Sum();
        for (var k = 0; k < sums.Length; k++)
        {
            // Textbook moments; five standard errors of the mean, and a wide band for the variance.
            var mean = concentration[k] / total;
            var variance = mean * (1 - mean) / (total + 1);
            Assert.Equal(mean, sums[k] / draws, 5 * Math.Sqrt(variance / draws));
            Assert.Equal(variance, squares[k] / draws - Math.Pow(sums[k] / draws, 2), 0.06 * variance);
        }
    }

    [Fact]
    public void AtTheLimitZeroEveryDrawIsOneMemberAlone()
    {
        var random = Seeds.Stream(4, "test");
        var draws = Enumerable.Range(0, 300).Select(_ => Simplex.Dirichlet([0, 0, 0], random)).ToArray();
        Assert.All(draws, alpha => Assert.Equal([0, 0, 1], alpha.Order()));
        Assert.All(Enumerable.Range(0, 3), k => Assert.InRange(draws.Count(alpha => alpha[k] == 1), 60, 140));
    }

    [Fact]
    public void TinyConcentrationsStillGiveAPointOfTheSimplex()
    {
        var random = Seeds.Stream(2, "test");
        for (var i = 0; i < 200; i++) Assert.Equal(1, Simplex.Dirichlet([1e-5, 1e-5], random).Sum(), 1e-12);
    }

    [Fact]
    public void TheGridOfTwoIsElevenEvenPointsFromTheFirstMemberToTheSecond()
    {
        var grid = Simplex.EvaluationGrid(2);
        Assert.Equal(11, grid.Count);
        for (var i = 0; i < 11; i++) Assert.Equal([(10 - i) / 10.0, i / 10.0], grid[i]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 66)]
    [InlineData(4, 5)]
    [InlineData(7, 8)]
    public void GridsHaveTheExpectedDistinctPoints(int members, int count)
    {
        var grid = Simplex.EvaluationGrid(members);
        Assert.Equal(count, grid.Count);
        Assert.Equal(count, grid.Select(point => string.Join(';', point)).Distinct().Count());
        Assert.All(grid, point => Simplex.OnSimplex(point, members));
        for (var k = 0; k < members; k++) Assert.Contains(grid, point => point[k] == 1);
    }

    public static TheoryData<string, double[]> OffTheSimplex() => new()
    {
        { "(0.5, 0.6)", [0.5, 0.6] },
        { "(-0.1, 1.1)", [-0.1, 1.1] },
        { "(NaN, 1)", [double.NaN, 1] },
        { "2 members; found 1: (1)", [1] },
    };

    [Theory]
    [MemberData(nameof(OffTheSimplex))]
    public void AnAlphaOffTheSimplexIsNamed(string found, double[] alpha) =>
        Assert.Contains(found, Assert.Throws<PmlException>(() => Simplex.OnSimplex(alpha, 2)).Message);
}
