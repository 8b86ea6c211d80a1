using PML.FrontLearning;
using PML.ParetoManifold;
using PML.Support;

namespace PML.Tests.FrontLearning;

public class RaysTests
{
    [Fact]
    public void TheAuthorsRaysOfTwoTasksAreThoseOfTheirCode()
    {
        double[] expected = [0.9088, 0.8054, 0.7181, 0.6406, 0.5690, 0.5, 0.4310, 0.3594, 0.2819, 0.1946, 0.0912];
        var rays = Rays.OfTheAuthors(2);
        Assert.Equal(expected.Length, rays.Count);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], rays[i][0], 6e-5);
        Assert.All(rays, ray => Simplex.OnSimplex(ray, 2));
    }

    [Fact]
    public void ThoseOfThreeTasksLieOnTheSimplexAndAreDistinct()
    {
        var rays = Rays.OfTheAuthors(3);
        Assert.All(rays, ray => Simplex.OnSimplex(ray, 3));
        Assert.Equal(66, rays.Count);
        Assert.Equal(rays.Count, rays.Select(ray => (ray[0], ray[1])).Distinct().Count());
        Assert.Contains("2 or 3 tasks; found 4", Assert.Throws<PmlException>(() => Rays.OfTheAuthors(4)).Message);
    }

    [Fact]
    public void AnEvenSetStartsAtTheCentreAndSpreads()
    {
        Assert.All(Rays.Spread(2, 5, 0), ray => Assert.Equal([0.5, 0.5], ray));
        // The fifth root of its speed: even as they were laid.
        Assert.Equal([0.01, 0.255, 0.5, 0.745, 0.99], Rays.Spread(2, 5, 0.2).Select(ray => Math.Round(ray[0], 9)));
        var late = Rays.Spread(2, 5, 0.99);
        Assert.True(late[0][1] > 0.9999 && late[^1][0] > 0.9999);
        Assert.Equal([1, 3, 3, 6], ((int[])[1, 3, 5, 7]).Select(window => window < 3 ? 1 : Rays.Spread(3, window, 0.5).Count));
        Assert.Contains("needs a Window of at least 3 rays", Assert.Throws<PmlException>(() => Rays.Spread(3, 2, 0.5)).Message);
    }

    [Fact]
    public void ADirichletSetMovesToTheCornersWhereItAnneals()
    {
        Assert.True(Corner(RaySampling.AnnealingDirichlet, 0.99) > 0.95);
        Assert.InRange(Corner(RaySampling.AnnealingDirichlet, 0), 0.7, 0.8);
        Assert.InRange(Corner(RaySampling.Dirichlet, 0.99), 0.7, 0.8);

        static double Corner(RaySampling sampling, double progress)
        {
            var rays = Rays.Draw(sampling, 2, 2000, 1, progress, new Random(1));
            return Enumerable.Range(0, 2000).Average(w => Math.Max(rays[w, 0], rays[w, 1])); // 3/4 where uniform
        }
    }
}
