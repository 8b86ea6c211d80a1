using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.ParetoManifold;

public class BalancingTests
{
    private static readonly double[,] Targets = { { 1, 0, 2 }, { -1, 3, 0.5 } };
    private static readonly double[,] Alphas = { { 0.25, 0.75 }, { 0.6, 0.4 } };
    private const int Shared = 2;

    public static TheoryData<GradientBalancing, double, bool> Schemes() => new()
    {
        { GradientBalancing.UnitNorm, 0, false },
        { GradientBalancing.UnitNorm, 2, true },
        { GradientBalancing.AsReleased, 0, false },
        { GradientBalancing.AsReleased, 2, true },
        { GradientBalancing.None, 2, true },
    };

    // Everything by hand: the balanced data term, and the penalty's gradient that balancing leaves alone.
    [Theory]
    [MemberData(nameof(Schemes))]
    public void TaskGradientsAreScaledAsTheSchemeSays(GradientBalancing scheme, double lambda, bool lossBalancing)
    {
        using var scope = NewDisposeScope();
        var options = new PmlOptions { Window = 2, Lambda = lambda, GradientBalancing = scheme, LossBalancing = lossBalancing ? LossBalancing.RunningMean : LossBalancing.None, LossHistory = 1 };
        using var learner = new ParetoManifoldLearning(options, new QuadraticObjective(Targets, Shared), 3, CPU);
        var theta = Tensors.ToArray2D(learner.Theta);
        var found = Tensors.ToArray2D(learner.Step(default, Alphas).Gradient);
        var differences = Differences(theta);
        var losses = Matrix.Of(2, 2, (w, t) => differences[w, t].Sum(d => d * d));
        var penalty = MultiForwardPenalty.Of(Alphas, losses, PenaltyOrder.Wrong).Gradient;
        var expected = new double[2, 3];
        for (var w = 0; w < 2; w++)
        {
            for (var t = 0; t < 2; t++)
            {
                var norm = 2 * Math.Sqrt(differences[w, t].Take(Shared).Sum(d => d * d));
                var alphaNorm = Math.Sqrt(Math.Pow(Alphas[w, 0], 2) + Math.Pow(Alphas[w, 1], 2));
                var lossScale = lossBalancing ? 1 / losses[w, t] : 1; // with a history of one, the mean is the loss itself
                for (var i = 0; i < 3; i++)
                {
                    var scale = scheme switch
                    {
                        GradientBalancing.AsReleased => lossScale / (lossScale * norm * alphaNorm + 1e-3),
                        GradientBalancing.UnitNorm when i < Shared => 1 / norm,
                        _ => lossScale,
                    };
                    for (var k = 0; k < 2; k++) expected[k, i] += Alphas[w, k] * (Alphas[w, t] * scale + lambda * penalty[w, t]) * 2 * differences[w, t][i];
                }
            }
        }

        foreach (var (e, f) in expected.Cast<double>().Zip(found.Cast<double>())) Assert.Equal(e, f, 2e-5);
    }

    private static double[,][] Differences(double[,] theta)
    {
        var differences = new double[2, 2][];
        for (var w = 0; w < 2; w++)
            for (var t = 0; t < 2; t++)
                differences[w, t] = [.. Enumerable.Range(0, 3).Select(i => Alphas[w, 0] * theta[0, i] + Alphas[w, 1] * theta[1, i] - Targets[t, i])];
        return differences;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void AMeanThatIsZeroOrNotFiniteIsRefused(double loss)
    {
        var balancing = new Balancing(new PmlOptions { LossBalancing = LossBalancing.RunningMean, LossHistory = 1 }, 2);
        Assert.Contains("must be finite and above 0; found", Assert.Throws<PmlException>(() => balancing.LossScales(() => new[,] { { 1.0, loss } }, 1)).Message);
        Assert.Equal([1.0, 0.5], balancing.LossScales(() => new[,] { { 1.0, 2.0 } }, 1).Cast<double>());
    }

    [Fact]
    public void OfLossesBelowZeroTheMagnitudesCount()
    {
        var balancing = new Balancing(new PmlOptions { LossBalancing = LossBalancing.RunningMean, LossHistory = 2 }, 2);
        double[,] Scales(double first, double second) => balancing.LossScales(() => new[,] { { first, second } }, 1);
        Scales(-20, 3);
        Assert.Equal([1 / 15.0, 1 / 4.0], Scales(-10, -5).Cast<double>());
    }

    [Theory]
    [InlineData(LossBalancing.RunningMean)]
    [InlineData(LossBalancing.AsReleased)]
    public void RunsSideBySideRememberTheirOwnLossesAlone(LossBalancing scheme)
    {
        var options = new PmlOptions { LossBalancing = scheme, LossHistory = 3 };
        // Two runs with two windows each.
        var (both, first, second) = (new Balancing(options, 2, runs: 2), new Balancing(options, 2), new Balancing(options, 2));
        for (var step = 1; step <= 5; step++)
        {
            double[,] a = { { step, 2 }, { 3, step } }, b = { { 50, 7.0 * step }, { step * step, 9 } };
            var expected = first.LossScales(() => a, 2).Cast<double>().Concat(second.LossScales(() => b, 2).Cast<double>());
            Assert.Equal(expected, both.LossScales(() => Matrix.Of(4, 2, (w, t) => w < 2 ? a[w, t] : b[w - 2, t]), 4).Cast<double>());
            both = new Balancing(options, 2, runs: 2) { State = both.State };
        }
    }

    [Fact]
    public void ThePapersLossBalancingDividesByTheMeanOfTheLastValues()
    {
        var balancing = new Balancing(new PmlOptions { LossBalancing = LossBalancing.RunningMean, LossHistory = 3 }, 2);
        double[,] Scales(params double[] losses) => balancing.LossScales(() => new[,] { { losses[0], losses[1] } }, 1);
        Assert.Equal([1.0, 1.0], Scales(8, 1).Cast<double>());
        Assert.Equal([1.0, 1.0], Scales(6, 2).Cast<double>());
        Assert.Equal([1 / 6.0, 1 / 2.0], Scales(4, 3).Cast<double>());
        Assert.Equal([1 / 4.0, 1 / 3.0], Scales(2, 4).Cast<double>());
    }

    [Fact]
    public void TheReleasedLossBalancingStartsAfterItsHistoryAndIsOneMinusTheShare()
    {
        var balancing = new Balancing(new PmlOptions { LossBalancing = LossBalancing.AsReleased }, 2);
        double[] Scales() => [.. balancing.LossScales(() => new[,] { { 3.0, 1.0 } }, 1).Cast<double>()];
        for (var forward = 0; forward < 26; forward++) Assert.Equal([1.0, 1.0], Scales());
        Assert.Equal([0.25, 0.75], Scales());
    }

    [Fact]
    public void StateBringsTheHistoryBack()
    {
        var options = new PmlOptions { LossBalancing = LossBalancing.RunningMean, LossHistory = 2 };
        var balancing = new Balancing(options, 2);
        double[,] losses = { { 1.0, 2.0 }, { 3.0, 4.0 } };
        balancing.LossScales(() => losses, 2);
        var restored = new Balancing(options, 2) { State = balancing.State };
        Assert.Equal(balancing.LossScales(() => losses, 2), restored.LossScales(() => losses, 2));
    }

    [Fact]
    public void WithoutBalancingTheLossesAreNotRead()
    {
        var balancing = new Balancing(new PmlOptions(), 2);
        Assert.All(balancing.LossScales(() => throw new InvalidOperationException("read"), 3).Cast<double>(), scale => Assert.Equal(1, scale));
    }
}
