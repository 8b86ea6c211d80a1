using CsCheck;
using PML.Support;
using PML.Weighting;

namespace PML.Tests.Weighting;

public class MoDoTests
{
    // First C lambda = (-1, 7), drawn by rho to (-0.9, 7.1); 0.05 of it leaves (0.545, 0.145), whose nearest shares lie 0.155 higher.
    // Then C lambda = (6.6, -5.4), drawn to (6.74, -5.34): (0.363, 0.567), 0.035 too low.
    [Fact]
    public void TwoStepsByHand()
    {
        var method = new MoDo { Gamma = 0.05, Rho = 0.2 };
        var (state, cross) = (method.NewState(2), new double[,] { { 18, -20 }, { -24, 38 } });
        double[][] expected = [[0.7, 0.3], [0.398, 0.602]];
        foreach (var lambda in expected)
        {
            var found = method.Weigh(new WeightingInput(2, null, null, state, new Random(0), cross));
            for (var t = 0; t < 2; t++) Assert.Equal(lambda[t], found.Shared[t], 1e-12);
            Assert.Equal([1, 1], found.Own);
            Assert.Equal(found.Shared, state);
        }
    }

    [Fact]
    public void TheWeightsStayOnTheSimplex() => Gen.Select(Gen.Double[-100, 100].Array[16], Gen.Int[1, 4]).Sample((numbers, tasks) =>
    {
        var state = new MoDo().NewState(tasks);
        for (var step = 0; step < 3; step++)
        {
            new MoDo().Weigh(new WeightingInput(tasks, null, null, state, new Random(0), Matrix.Of(tasks, tasks, (i, j) => numbers[4 * i + j])));
            SimplexProjectionTests.IsShares(state);
        }
    });

    // What the noise-free steps converge to: the shortest vector where rho is 0, equal shares where it is large.
    [Theory]
    [InlineData(0, 0.6)]
    [InlineData(1e6, 0.5)]
    public void EqualBatchesLeadToTheShortestVectorOrToEqualShares(double rho, double expected)
    {
        var method = new MoDo { Gamma = 0.01 / (1 + rho), Rho = rho };
        var (state, gram) = (method.NewState(2), new double[,] { { 18, -22 }, { -22, 38 } });
        for (var step = 0; step < 200; step++) method.Weigh(new WeightingInput(2, null, null, state, new Random(0), gram));
        Assert.Equal(expected, state[0], 1e-4);
    }

    [Fact]
    public void OptionsOutOfTheirRangeAreNamed()
    {
        Assert.Contains("Gamma", Assert.Throws<PmlException>(() => new MoDo { Gamma = 0 }).Message);
        Assert.Contains("Rho", Assert.Throws<PmlException>(() => new MoDo { Rho = -1 }).Message);
    }
}
