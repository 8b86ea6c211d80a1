using CsCheck;
using PML.Support;
using PML.Weighting;

namespace PML.Tests.Weighting;

public class SdmGradTests
{
    // The mean norm is (2 + 4) / 2, so a rate of 0.9 takes a tenth of the products. First C (1, 1) = (2, 10): (0.3, -0.5), 0.6 too low.
    // Then C (1.4, 0.6) = (4.4, 1.2), with half of the first (5.4, 6.2): (0.36, -0.52), 0.58 too low: w = (0.94, 0.06).
    [Theory]
    [InlineData(true, 1.44, 0.56)]
    [InlineData(false, 0.72, 0.28)]
    public void TwoInnerIterationsByHand(bool timesTasks, double first, double second)
    {
        var method = new SdmGrad { Lambda = 1, Rate = 0.9, Iterations = 2, TimesTasks = timesTasks };
        var state = method.NewState(2);
        var found = Weigh(method, new double[,] { { 4, -2 }, { -6, 16 } }, state);
        Assert.Equal(first, found.Shared[0], 1e-12);
        Assert.Equal(second, found.Shared[1], 1e-12);
        Assert.Equal([1, 1], found.Own);
        Assert.Equal(1, found.MaxNorm);
        Assert.Equal(0.94, state[0], 1e-12);
        Assert.Equal(0.06, state[1], 1e-12);
    }

    [Fact]
    public void EqualBatchesAndManyInnerStepsLeadToTheShortestVectorNearTheMean() => Gen.Select(Gen.Double[-2, 2].Array[24], Gen.Int[1, 4], Gen.Int[0, 2]).Sample(
        (numbers, tasks, which) =>
        {
            double lambda = new[] { 0, 0.3, 2 }[which];
            var gram = Matrix.Of(tasks, tasks, (i, j) => Enumerable.Range(0, 6).Sum(k => numbers[6 * i + k] * numbers[6 * j + k]));
            if (SymmetricMatrix.Norms(gram).Min() < 0.1) return;
            var (state, exact) = (new SdmGrad().NewState(tasks), MinNorm.OfShifted(gram, lambda));
            Weigh(new SdmGrad { Lambda = lambda, Rate = 0.1, Iterations = 10000 }, gram, state);
            var (least, found) = (Square(exact), Square(state));
            Assert.True(found - least <= 1e-3 * Enumerable.Range(0, tasks).Max(t => gram[t, t]), $"{found} instead of {least}");

            // |g_w + lambda g_0|^2
            double Square(double[] w)
            {
                double[] moved = [.. w.Select(share => share + lambda / tasks)];
                return SymmetricMatrix.Form(gram, moved, moved);
            }
        },
        iter: 40);

    [Fact]
    public void AStepGoesOnFromTheLastOnesWeights()
    {
        var (state, gram) = (new SdmGrad().NewState(2), new double[,] { { 18, -22 }, { -22, 38 } });
        var method = new SdmGrad { Rate = 0.1, Iterations = 1 };
        for (var step = 0; step < 300; step++) Weigh(method, gram, state);
        Assert.Equal(0.63, state[0], 1e-6); // 100 w = 60 + 10 lambda
    }

    [Fact]
    public void TheWeightsStayOnTheSimplexAndTheGradientsScaleChangesNothing() => Gen.Select(Gen.Double[-100, 100].Array[16], Gen.Int[1, 4], Gen.Int[-100, 100]).Sample(
        (numbers, tasks, power) =>
        {
            var cross = Matrix.Of(tasks, tasks, (i, j) => numbers[4 * i + j]);
            var scaled = Matrix.Of(tasks, tasks, (i, j) => numbers[4 * i + j] * Math.Pow(4, power));
            var (state, other) = (new SdmGrad().NewState(tasks), new SdmGrad().NewState(tasks));
            for (var step = 0; step < 3; step++)
            {
                var found = Weigh(new SdmGrad(), cross, state);
                SimplexProjectionTests.IsShares(state);
                Assert.Equal(tasks, found.Shared.Sum(), 1e-9);
                Assert.Equal(found.Shared, Weigh(new SdmGrad(), scaled, other).Shared);
            }
        });

    [Fact]
    public void WithoutAGradientTheWeightsStay()
    {
        double[] state = [0.25, 0.75];
        Weigh(new SdmGrad(), new double[2, 2], state);
        Assert.Equal([0.25, 0.75], state);
    }

    [Fact]
    public void OptionsOutOfTheirRangeAreNamed()
    {
        Assert.Contains("Lambda", Assert.Throws<PmlException>(() => new SdmGrad { Lambda = -0.1 }).Message);
        Assert.Contains("Iterations", Assert.Throws<PmlException>(() => new SdmGrad { Iterations = 0 }).Message);
        Assert.Contains("Rate", Assert.Throws<PmlException>(() => new SdmGrad { Rate = 0 }).Message);
        Assert.Equal("Momentum must be below 1; found 1.", Assert.Throws<PmlException>(() => new SdmGrad { Momentum = 1 }).Message);
        Assert.Contains("MaxNorm", Assert.Throws<PmlException>(() => new SdmGrad { MaxNorm = -1 }).Message);
    }

    private static Coefficients Weigh(SdmGrad method, double[,] cross, double[] state) =>
        method.Weigh(new WeightingInput(state.Length, null, null, state, new Random(0), cross));
}
