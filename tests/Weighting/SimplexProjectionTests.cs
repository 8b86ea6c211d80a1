using CsCheck;
using PML.Weighting;

namespace PML.Tests.Weighting;

public class SimplexProjectionTests
{
    // Nearest in a convex set: no corner of it lies on the point's side of the plane through the projection.
    [Fact]
    public void ItIsTheNearestPointOfTheSimplex() => Gen.Double[-3, 3].Array[1, 8].Sample(point =>
    {
        var found = SimplexProjection.Of(point);
        IsShares(found);
        for (var corner = 0; corner < point.Length; corner++)
        {
            var product = 0.0;
            for (var t = 0; t < point.Length; t++) product += (point[t] - found[t]) * ((t == corner ? 1 : 0) - found[t]);
            Assert.True(product < 1e-12, $"{product}");
        }
    });

    [Theory]
    [InlineData(new[] { 0.25, 0.75 }, new[] { 0.25, 0.75 })]
    [InlineData(new[] { 0.5, 0.25, -3 }, new[] { 0.625, 0.375, 0 })]
    [InlineData(new[] { 5.0, 1, 2 }, new[] { 1.0, 0, 0 })]
    [InlineData(new[] { 1e200, -1e200 }, new[] { 1.0, 0 })]
    [InlineData(new[] { 1e200, 1e200 }, new[] { 0.5, 0.5 })]
    [InlineData(new[] { -7.0 }, new[] { 1.0 })]
    public void SomeByHand(double[] point, double[] expected) => Assert.Equal(expected, SimplexProjection.Of(point));

    internal static void IsShares(ReadOnlySpan<double> shares)
    {
        var sum = 0.0;
        foreach (var share in shares)
        {
            Assert.True(share >= 0, $"{share}");
            sum += share;
        }

        Assert.Equal(1, sum, 1e-12);
    }
}
