using CsCheck;
using PML.ParetoManifold;

namespace PML.Tests.ParetoManifold;

public class MultiForwardPenaltyTests
{
    private static readonly double[,] Alphas = { { 0.9, 0.1 }, { 0.5, 0.5 }, { 0.1, 0.9 } };

    // By hand: each task has the two rises 0.3 and 0.5, and R is twice the log of their mean exponential.
    private static readonly double Charged = 2 * Math.Log((Math.Exp(0.3) + Math.Exp(0.5)) / 2);

    [Theory]
    [InlineData(PenaltyOrder.Wrong, false)]
    [InlineData(PenaltyOrder.AsPrinted, true)]
    public void WellOrderedLossesAreChargedForOnlyAsPrinted(PenaltyOrder order, bool charged)
    {
        double[,] losses = { { 0.2, 1 }, { 0.5, 0.5 }, { 1, 0.2 } };
        Assert.Equal(charged ? Charged : 0, MultiForwardPenalty.Of(Alphas, losses, order).Value, 1e-12);
    }

    [Theory]
    [InlineData(PenaltyOrder.Wrong, true)]
    [InlineData(PenaltyOrder.AsPrinted, false)]
    public void ReversedLossesAreChargedForOnlyInTheProsesOrder(PenaltyOrder order, bool charged)
    {
        double[,] losses = { { 1, 0.2 }, { 0.5, 0.5 }, { 0.2, 1 } };
        Assert.Equal(charged ? Charged : 0, MultiForwardPenalty.Of(Alphas, losses, order).Value, 1e-12);
    }

    [Fact]
    public void OneWindowHasNoEdges()
    {
        var (value, gradient) = MultiForwardPenalty.Of(new[,] { { 0.3, 0.7 } }, new[,] { { 1.0, 2.0 } }, PenaltyOrder.Wrong);
        Assert.Equal(0, value);
        Assert.All(gradient.Cast<double>(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void EqualWeightsMakeNoEdge()
    {
        double[,] alphas = { { 0.5, 0.5 }, { 0.5, 0.5 } };
        foreach (var order in Enum.GetValues<PenaltyOrder>())
            Assert.Equal(0, MultiForwardPenalty.Of(alphas, new double[,] { { 1, 2 }, { 3, 1 } }, order).Value);
    }

    [Fact]
    public void HugeRisesDoNotOverflow()
    {
        var (value, gradient) = MultiForwardPenalty.Of(Alphas, new[,] { { 5000.0, 0 }, { 0, 0 }, { 0, 0 } }, PenaltyOrder.Wrong);
        Assert.Equal(5000 - Math.Log(2), value, 1e-9);
        Assert.All(gradient.Cast<double>(), g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void TheGradientIsTheSlope()
    {
        const double h = 1e-6;
        var draw = Gen.Double[0, 2].Array[12];
        Gen.Select(draw, Gen.Double[0, 1].Array[12], Gen.Enum<PenaltyOrder>()).Sample((values, weights, order) =>
        {
            var losses = Shape(values);
            var alphas = Shape(weights);
            var gradient = MultiForwardPenalty.Of(alphas, losses, order).Gradient;
            for (var w = 0; w < 4; w++)
            {
                for (var t = 0; t < 3; t++)
                {
                    // At a kink (two equal losses) there is no slope to compare with.
                    if (Enumerable.Range(0, 4).Any(v => v != w && Math.Abs(losses[v, t] - losses[w, t]) < 10 * h)) continue;
                    var at = losses[w, t];
                    losses[w, t] = at + h;
                    var above = MultiForwardPenalty.Of(alphas, losses, order).Value;
                    losses[w, t] = at - h;
                    var below = MultiForwardPenalty.Of(alphas, losses, order).Value;
                    losses[w, t] = at;
                    Assert.Equal((above - below) / (2 * h), gradient[w, t], 1e-6);
                }
            }
        }, iter: 200, threads: 1);
    }

    private static double[,] Shape(double[] values)
    {
        var matrix = new double[4, 3];
        for (var i = 0; i < 12; i++) matrix[i / 3, i % 3] = values[i];
        return matrix;
    }
}
