using CsCheck;
using PML.Support;
using PML.Weighting;

namespace PML.Tests.Weighting;

/// <summary>Methods that look at losses alone, or at nothing: STCH, SI, UW, DWA, RLW, LS.</summary>
public class LossWeightingTests
{
    private static readonly Gen<double[]> Losses = Gen.Double[0.05, 3].Array[1, 8];

    // The coefficients are the derivatives of the stated scalar by each loss.
    [Fact]
    public void SmoothTchebycheffsWeightsAreItsSlopes() => Gen.Select(Losses, Gen.Double[0.05, 2], Gen.Double[0.1, 1].Array[8]).Sample(
        (losses, mu, numbers) =>
        {
            var (preference, ideal) = (numbers[..losses.Length], numbers[..losses.Length].Reverse().Select(v => v / 10).ToArray());
            var method = new SmoothTchebycheff { Mu = mu, Preference = new Numbers(preference), Ideal = new Numbers(ideal) };
            double Total(double[] l) => mu * Math.Log(l.Select((loss, t) => Math.Exp(preference[t] * (loss - ideal[t]) / mu)).Sum());
            AssertSlopes(Total, losses, Shared(method, losses));
        },
        iter: 200);

    [Fact]
    public void SmoothTchebycheffNearZeroSeesTheWorstLossAlone()
    {
        Assert.Equal([0, 1, 0], Shared(new SmoothTchebycheff { Mu = 1e-4 }, [1, 2, 1.9]).Select(v => Math.Round(3 * v, 12)));
        Assert.All(Shared(new SmoothTchebycheff { Mu = 1e-9 }, [1e15, 1e15 - 1, 1e-10]), v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void ScaleInvariantsWeightsAreTheSlopesOfTheLogarithms() => Losses.Sample(losses => AssertSlopes(l => l.Sum(Math.Log), losses, Shared(new ScaleInvariant(), losses)), iter: 100);

    [Fact]
    public void ALossOfZeroHasNoLogarithm() =>
        Assert.StartsWith("SI needs losses above 0", Assert.Throws<PmlException>(() => Shared(new ScaleInvariant(), [1, 0])).Message);

    // The sum of (exp(-s) L + s) / 2 is least at s = log L, where the weight is 1 / (2 L).
    [Fact]
    public void UncertaintyWeightingEndsAtTheVariancesThatAreTheLosses()
    {
        double[] losses = [0.3, 1, 2.5];
        var method = new UncertaintyWeighting { Rate = 0.01 };
        var state = method.NewState(3);
        for (var step = 0; step < 3000; step++) Weighing.Step(method, new double[3, 3], losses, state, new Random(0));
        for (var t = 0; t < 3; t++) Assert.Equal(Math.Log(losses[t]), state[t], 1e-3);
        var weights = Weighing.Step(method, new double[3, 3], losses, state, new Random(0)).Shared;
        for (var t = 0; t < 3; t++) Assert.Equal(0.5 / losses[t], weights[t], 2e-3);
    }

    // Adam's step is the rate, against the slope of the stated sum: s falls where the loss is below 1 and rises where it is above.
    [Fact]
    public void UncertaintyWeightingsFirstStepGoesDownTheStatedSum()
    {
        var method = new UncertaintyWeighting { Rate = 0.125 };
        var state = method.NewState(3);
        Assert.Equal([0.5, 0.5, 0.5], Weighing.Step(method, new double[3, 3], [0.5, 1, 4], state, new Random(0)).Shared);
        Assert.Equal([-0.125, 0, 0.125], state[..3].Select(v => Math.Round(v, 6)));
    }

    [Fact]
    public void DynamicWeightAveragesFirstStepsAreEqual()
    {
        var method = new DynamicWeightAverage();
        var state = method.NewState(2);
        for (var step = 1; step <= 26; step++) Assert.Equal([0.5, 0.5], Weighing.Step(method, new double[2, 2], [1, 1.0 / step], state, new Random(0)).Shared);
        Assert.NotEqual(0.5, Weighing.Step(method, new double[2, 2], [1, 1.0 / 27], state, new Random(0)).Shared[0]);
    }

    // By the definition, from a list of all losses: softmax of the ratios over 2.
    [Fact]
    public void DynamicWeightAverageComparesTwoWindows() => Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6], Gen.Double[0.5, 4], Gen.Int[0, 1000]).Sample(
        (tasks, window, temperature, seed) =>
        {
            var (method, random) = (new DynamicWeightAverage { Window = window, Temperature = temperature }, new Random(seed));
            var state = method.NewState(tasks);
            var past = Enumerable.Range(0, 2 * window).Select(_ => Weighing.Ones(tasks)).ToList();
            for (var step = 0; step < 3 * window + 2; step++)
            {
                past.Add([.. Enumerable.Range(0, tasks).Select(_ => 0.1 + random.NextDouble())]);
                var found = Weighing.Step(method, new double[tasks, tasks], past[^1], state, new Random(0)).Shared;
                if (step <= window) continue;
                double[] exponentials = [.. Enumerable.Range(0, tasks).Select(t =>
                    Math.Exp(past[^window..].Average(l => l[t]) / past[^(2 * window)..^window].Average(l => l[t]) / temperature))];
                for (var t = 0; t < tasks; t++) Assert.Equal(exponentials[t] / exponentials.Sum(), found[t], 1e-12);
            }
        },
        iter: 100);

    [Fact]
    public void DynamicWeightAverageForgetsTheLossesScaleAfterTwoWindows()
    {
        double[] Last(double s)
        {
            var (method, random) = (new DynamicWeightAverage { Window = 3 }, new Random(5));
            var state = method.NewState(3);
            double[] found = [];
            for (var step = 0; step < 7; step++) found = Weighing.Step(method, new double[3, 3], [.. Enumerable.Range(0, 3).Select(_ => s * (0.1 + random.NextDouble()))], state, random).Shared;
            return found;
        }

        Assert.Equal(Last(1), Last(1024));
    }

    [Fact]
    public void RandomWeightsAreASoftmaxOfNormalNumbers()
    {
        const int Draws = 4000;
        var random = new Random(1);
        double[][] weights = [.. Enumerable.Range(0, Draws).Select(_ => new RandomWeighting().Weigh(new WeightingInput(3, null, null, [], random)).Shared)];
        Assert.All(weights, w => Assert.True(Math.Abs(w.Sum() - 1) < 1e-12 && w.All(v => v > 0)));
        // log w_i - log w_j is normal with mean 0 and variance 2. Five standard errors.
        foreach (var (i, j) in new[] { (0, 1), (1, 2), (2, 0) })
        {
            double[] x = [.. weights.Select(w => Math.Log(w[i] / w[j]))];
            Assert.InRange(x.Average(), -5 * Math.Sqrt(2.0 / Draws), 5 * Math.Sqrt(2.0 / Draws));
            Assert.InRange(x.Average(v => v * v), 2 - 5 * Math.Sqrt(8.0 / Draws), 2 + 5 * Math.Sqrt(8.0 / Draws));
            Assert.InRange(x.Average(v => Math.Pow(v, 4)), 12 - 1.8, 12 + 1.8);
        }
    }

    private static double[] Shared(WeightingMethod method, double[] losses) => Weighing.First(method, new double[losses.Length, losses.Length], losses).Shared;

    private static void AssertSlopes(Func<double[], double> total, double[] losses, double[] weights)
    {
        const double H = 1e-5;
        for (var t = 0; t < losses.Length; t++)
        {
            double At(double shift) => total([.. losses.Select((loss, s) => s == t ? loss + shift : loss)]);
            Assert.Equal((At(H) - At(-H)) / (2 * H), weights[t], 1e-5 * Math.Max(1, weights[t]));
        }
    }
}
