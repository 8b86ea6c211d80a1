using CsCheck;
using PML.ParetoManifold;
using PML.Support;

namespace PML.Tests.ParetoManifold;

public sealed class DirichletDensityTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(5, 24)]
    [InlineData(11, 3628800)]
    [InlineData(0.5, 1.7724538509055161)]
    [InlineData(0.01, 99.43258511915060)]
    public void TheGammaFunctionIsTheFactorialAndKnowsPi(double x, double gamma) => Assert.Equal(1, Math.Exp(DirichletDensity.LogGamma(x)) / gamma, 1e-9);

    [Fact]
    public void TheGammaFunctionGrowsByItsArgument() => Gen.Double[0.01, 300].Sample(x =>
        Assert.Equal(Math.Log(x), DirichletDensity.LogGamma(x + 1) - DirichletDensity.LogGamma(x), 1e-8));

    [Theory]
    [InlineData(1.5, 2.5)]
    [InlineData(3, 1)]
    [InlineData(100, 100)]
    public void TheDensityOfTwoIntegratesToOne(double p, double q)
    {
        const int points = 20_000;
        var sum = Enumerable.Range(0, points).Select(i => (i + 0.5) / points).Sum(x => Math.Exp(DirichletDensity.Log([p, q], [x, 1 - x])));
        Assert.Equal(1, sum / points, 1e-4);
    }

    [Fact]
    public void AUniformDensityOfThreeIsTwoEverywhereAndOnTheEdges()
    {
        Assert.Equal(2, Math.Exp(DirichletDensity.Log([1, 1, 1], [0.2, 0.3, 0.5])), 1e-9);
        Assert.Equal(2, Math.Exp(DirichletDensity.Log([1, 1, 1], [1, 0, 0])), 1e-9);
        Assert.Equal(double.PositiveInfinity, DirichletDensity.Log([0.5, 1], [0, 1]));
        Assert.Equal(double.NegativeInfinity, DirichletDensity.Log([2, 1], [0, 1]));
    }

    [Fact]
    public void ItIsTheDensityOfTheDraws()
    {
        // Of the draws from Dir(2, 3), the share below a place is the density's integral up to it.
        var random = new Random(1);
        const int draws = 20_000;
        var below = Enumerable.Range(0, draws).Count(_ => Simplex.Dirichlet([2, 3], random)[0] < 0.3);
        var integral = Enumerable.Range(0, 3000).Sum(i => Math.Exp(DirichletDensity.Log([2, 3], [(i + 0.5) / 10_000, 1 - (i + 0.5) / 10_000]))) / 10_000;
        Assert.Equal(integral, (double)below / draws, 0.015);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("found 0", Assert.Throws<PmlException>(() => DirichletDensity.Log([1, 0], [0.5, 0.5])).Message);
        Assert.Contains("found 3", Assert.Throws<PmlException>(() => DirichletDensity.Log([1, 1], [0.2, 0.3, 0.5])).Message);
    }
}
