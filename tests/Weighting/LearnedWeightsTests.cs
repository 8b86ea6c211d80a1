using CsCheck;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>FAMO and GradNorm: weights that are learned from how each task fares.</summary>
public class LearnedWeightsTests
{
    // sum_t z_t log L_t, divided by a constant that makes the weights sum to 1: z_t / L_t up to a factor.
    [Fact]
    public void FamosWeightsAreThoseOfTheLogLosses() => Gen.Select(Gen.Double[0.05, 5].Array[2, 8], Gen.Double[-1, 1].Array[8]).Sample(
        (losses, logits) =>
        {
            var method = new Famo();
            var state = method.NewState(losses.Length);
            logits[..losses.Length].CopyTo(state, 0);
            var found = Weighing.Step(method, new double[losses.Length, losses.Length], losses, state, new Random(0));
            Assert.Equal(1, found.Shared.Sum(), 1e-12);
            Assert.Equal((1, true), (found.MaxNorm, found.Shared.SequenceEqual(found.Own)));
            for (var t = 1; t < losses.Length; t++)
                Assert.Equal(1, found.Shared[t] / found.Shared[0] / (Math.Exp(logits[t] - logits[0]) * losses[0] / losses[t]), 1e-6);
        },
        iter: 100);

    // Task 1 falls to half, task 2 stays: it gets more weight at the next step.
    [Fact]
    public void FamoTurnsToTheSlowerTask()
    {
        var method = new Famo();
        var state = method.NewState(2);
        Assert.Equal([0.5, 0.5], Weighing.Step(method, new double[2, 2], [1, 1], state, new Random(0)).Shared);
        method.Observe([0.5, 1], state);
        // Adam's first step is the rate: logits (-0.025, 0.025).
        Assert.Equal([-0.025, 0.025], state[..2].Select(v => Math.Round(v, 6)));
        Assert.Equal(1 / (1 + Math.Exp(-0.05)), Weighing.Step(method, new double[2, 2], [1, 1], state, new Random(0)).Shared[1], 1e-6);
    }

    // The slope that the logits descend is that of sum_t z_t (log L_t before - log L_t after), by central differences, and the decay.
    [Fact]
    public void FamosLogitsGoDownTheirStatedSlope() => Gen.Select(Gen.Double[0.05, 5].Array[4], Gen.Double[0.05, 5].Array[4], Gen.Double[-1, 1].Array[4]).Sample(
        (before, after, logits) =>
        {
            var method = new Famo { Gamma = 0.1 };
            var state = method.NewState(4);
            logits.CopyTo(state, 0);
            Weighing.Step(method, new double[4, 4], before, state, new Random(0));
            method.Observe(after, state);
            double Fall(double[] w)
            {
                var sum = w.Sum(Math.Exp);
                return w.Select((v, t) => Math.Exp(v) / sum * Math.Log(before[t] / after[t])).Sum();
            }

            for (var t = 0; t < 4; t++)
            {
                double At(double shift) => Fall([.. logits.Select((v, s) => s == t ? v + shift : v)]);
                var slope = (At(1e-5) - At(-1e-5)) / 2e-5 + 0.1 * logits[t];
                // Adam's first moment after one step is a tenth of the gradient.
                Assert.Equal(0.1 * slope, state[4 + t], 1e-6);
                if (Math.Abs(slope) > 1e-4) Assert.Equal(-0.025 * Math.Sign(slope), state[t] - logits[t], 1e-4);
            }
        },
        iter: 100);

    [Fact]
    public void FamoAsksForLossesAboveTheirMinimum()
    {
        var error = Assert.Throws<PML.Support.PmlException>(() => Weighing.First(new Famo { Minimum = [0, 2] }, new double[2, 2], [1, 1]));
        Assert.Contains("above their minimum", error.Message);
        Assert.Contains("task 2", error.Message);
        Assert.Contains("2 tasks; found 1", Assert.Throws<PML.Support.PmlException>(() => Weighing.First(new Famo { Minimum = [0] }, new double[2, 2])).Message);
    }

    // Without the pull of training speed (alpha = 0) the weighted gradients become equally long.
    [Fact]
    public void GradNormMakesTheWeightedGradientsEquallyLong()
    {
        var method = new GradNorm { Alpha = 0, Rate = 0.002 };
        double[,] gram = { { 1, 0, 0 }, { 0, 9, 0 }, { 0, 0, 0.25 } };
        var (state, found) = (method.NewState(3), new Coefficients());
        for (var step = 0; step < 4000; step++)
        {
            found = Weighing.Step(method, gram, [1, 1, 1], state, new Random(0));
            Assert.Equal(3, found.Shared.Sum(), 1e-9);
        }

        double[] norms = [found.Shared[0], 3 * found.Shared[1], 0.5 * found.Shared[2]];
        Assert.All(norms, norm => Assert.InRange(norm / norms.Average(), 0.95, 1.05));
        Assert.Equal(found.Shared, found.Own);
    }

    // Task 2's loss has fallen to a tenth, task 1's not at all: the norms shall be as their relative rates to the power of alpha.
    [Fact]
    public void GradNormPullsTheSlowTaskAhead()
    {
        var method = new GradNorm { Alpha = 0.5, Rate = 0.002 };
        double[,] gram = { { 1, 0 }, { 0, 1 } };
        var (state, found) = (method.NewState(2), new Coefficients());
        Weighing.Step(method, gram, [2, 2], state, new Random(0));
        for (var step = 0; step < 3000; step++) found = Weighing.Step(method, gram, [2, 0.5], state, new Random(0));
        // rates 1 and 1/4: the ratio of the norms tends to (1 / 0.25)^0.5 = 2 where both targets can be met.
        Assert.InRange(found.Shared[0] / found.Shared[1], 1.5, 2.5);
    }
}
