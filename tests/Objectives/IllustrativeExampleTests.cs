using CsCheck;
using PML.Metrics;
using PML.Objectives;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Objectives;

public class IllustrativeExampleTests
{
    private static readonly Gen<(double, double)> Points = Gen.Select(Gen.Double[-12, 12], Gen.Double[-14, 12]);

    // Worked out by hand. At (9, 9): tanh(-9) = -1 and tanh(4.5) = 0.999753 = c1, so l1 = c1 (ln 7 + 6), and f2's logarithm is of |-3 + 1 + 2| or |-3 - 1 + 2|.
    [Theory]
    [InlineData(IllustrativeVariant.Paper, 9, 9, 7.943949, -6.204541)]
    [InlineData(IllustrativeVariant.AsReleased, 9, 9, 7.943949, 6.691495)]
    [InlineData(IllustrativeVariant.Paper, 0, 0, 0, 0)]
    [InlineData(IllustrativeVariant.Paper, 7, -8, -19.986588, -0.399732)]
    [InlineData(IllustrativeVariant.AsReleased, 0, -18, -14.1, -14.1)]
    public void TheLossesAreThoseOfTheFormulas(IllustrativeVariant variant, double theta1, double theta2, double first, double second)
    {
        var losses = new IllustrativeExample(1, variant).Losses(theta1, theta2);
        Assert.Equal(first, losses[0], 1e-5);
        Assert.Equal(second, losses[1], 1e-5);
        Assert.Equal([0.1 * losses[0], losses[1]], new IllustrativeExample(0.1, variant).Losses(theta1, theta2));
    }

    [Theory]
    [InlineData(IllustrativeVariant.Paper)]
    [InlineData(IllustrativeVariant.AsReleased)]
    public void LossesAndGradientsAreThoseOfAutomaticDifferentiation(IllustrativeVariant variant) => Points.Sample(
        point =>
        {
            using var scope = NewDisposeScope();
            var theta = tensor(new[] { point.Item1, point.Item2 }, [2], float64).requires_grad_();
            var losses = Plain(theta, variant == IllustrativeVariant.Paper ? -1 : 1);
            var evaluation = Evaluate(new IllustrativeExample(1, variant), theta.detach().unsqueeze(0));
            for (var t = 0; t < 2; t++)
            {
                Near(losses[t].item<double>(), evaluation.Losses[0, t]);
                var expected = autograd.grad([losses[t]], [theta], retain_graph: true)[0];
                foreach (var (e, f) in Doubles(expected).Zip(Doubles(evaluation.TaskGradients()[t]))) Near(e, f);
            }
        },
        threads: 1,
        iter: 200);

    // (0, 0), the second initial point, lies on the kink; a network that starts there must move.
    [Fact]
    public void OnTheKinkTheGradientIsThatOfAutomaticDifferentiationToo()
    {
        using var scope = NewDisposeScope();
        var theta = zeros([2], float64).requires_grad_();
        var losses = Plain(theta, -1);
        var found = Evaluate(new IllustrativeExample(), zeros([1, 2], float64)).TaskGradients();
        for (var t = 0; t < 2; t++)
            foreach (var (e, f) in Doubles(autograd.grad([losses[t]], [theta], retain_graph: true)[0]).Zip(Doubles(found[t]))) Near(e, f);
        Assert.All(found, gradient => Assert.True(gradient.norm().item<double>() > 1));
    }

    [Fact]
    public void GradientsAreCentralDifferencesAndAddUpWithTheCoefficients() => Points.Where(p => Math.Abs(p.Item2) > 0.01).Sample(
        point =>
        {
            using var scope = NewDisposeScope();
            var (x, y) = point;
            // The derivative of a logarithm near its pole needs a step that is small against the distance to it.
            var tanh = Math.Tanh(-y);
            if (Math.Min(Math.Abs(0.5 * (-x - 7) - tanh), Math.Abs(0.5 * (-x + 3) - tanh + 2)) < 0.05) return;
            var example = new IllustrativeExample(0.1);
            var evaluation = Evaluate(example, tensor(new[] { x, y }, [1, 2], float64));
            var gradients = evaluation.TaskGradients().Select(Doubles).ToArray();
            const double h = 1e-5;
            for (var t = 0; t < 2; t++)
            {
                Near((example.Losses(x + h, y)[t] - example.Losses(x - h, y)[t]) / (2 * h), gradients[t][0], 1e-5);
                Near((example.Losses(x, y + h)[t] - example.Losses(x, y - h)[t]) / (2 * h), gradients[t][1], 1e-5);
            }

            var combined = Doubles(evaluation.Gradient(new[,] { { 0.3, -2.0 } }));
            for (var i = 0; i < 2; i++) Near(0.3 * gradients[0][i] - 2 * gradients[1][i], combined[i]);
        },
        threads: 1,
        iter: 200);

    [Fact]
    public void RowsDoNotTouchOneAnotherAndTensorsTakeTheTypeOfTheWeights()
    {
        using var scope = NewDisposeScope();
        var example = new IllustrativeExample();
        var thetas = tensor(new[] { 9f, 9f, -3f, -4f }, [2, 2]);
        var both = example.Evaluate(thetas, default).Gradient(new[,] { { 1.0, 0 }, { 0.25, 0.75 } });
        Assert.Equal(float32, both.dtype);
        var second = example.Evaluate(thetas.narrow(0, 1, 1), default).Gradient(new[,] { { 0.25, 0.75 } });
        Assert.Equal(Doubles(second), Doubles(both)[2..]);
    }

    // An independent route to the front: the non-dominated points of a dense grid.
    [Theory]
    [InlineData(1, IllustrativeVariant.Paper)]
    [InlineData(0.1, IllustrativeVariant.AsReleased)]
    public void NoPointOfADenseGridLiesBeyondTheAnalyticFront(double scale, IllustrativeVariant variant)
    {
        var example = new IllustrativeExample(scale, variant);
        var grid = Enumerable.Range(0, 401).SelectMany(i => Enumerable.Range(0, 401).Select(j => (double[])[-12 + 0.06 * i, -14 + 0.065 * j])).ToArray();
        var losses = grid.Select(theta => example.Losses(theta[0], theta[1])).ToArray();
        var front = example.ParetoFront(2001);
        double width = front[^1][0] - front[0][0], height = front[0][1] - front[^1][1];
        // Beyond: better than a front point in both losses by more than the front's own spacing.
        Assert.DoesNotContain(losses, l => front.Any(f => l[0] < f[0] - 1e-3 * width && l[1] < f[1] - 1e-3 * height));
        // And the grid's own front comes near each point of the analytic one.
        var best = ParetoFilter.NonDominated(losses, Direction.Minimize).Select(i => losses[i]).ToArray();
        Assert.All(front, f => Assert.True(best.Min(b => Math.Abs(b[0] - f[0]) / width + Math.Abs(b[1] - f[1]) / height) < 0.02));
    }

    [Fact]
    public void TheParetoSetIsTheBottomOfTheValleyAndPassesThePublishedLineInTheMiddle()
    {
        var set = IllustrativeExample.ParetoSet(15);
        Assert.Equal(Enumerable.Range(0, 15).Select(i => 7.0 - i), set.Select(theta => theta[0]));
        Assert.Equal(-8.3552, set[7][1], 1e-4);
        Assert.All(set, theta => Assert.InRange(theta[1], -8.45, -8.355));
        Assert.Equal(set[0][1], set[14][1], 1e-9);
        var example = new IllustrativeExample();
        using var scope = NewDisposeScope();
        foreach (var theta in set)
        {
            // Gradients that oppose each other: some convex combination of them vanishes.
            var gradients = Evaluate(example, tensor(new[] { theta[0], theta[1] }, [1, 2], float64)).TaskGradients().Select(Doubles).ToArray();
            var b = (theta[0] + 7) / 14;
            for (var i = 0; i < 2; i++) Assert.Equal(0, b * gradients[0][i] + (1 - b) * gradients[1][i], 1e-9);
        }
    }

    [Fact]
    public void TrainingsStartAtOneOfTheFivePoints()
    {
        var example = new IllustrativeExample();
        var drawn = Enumerable.Range(0, 60).Select(i => example.Initialize(Seeds.Stream(0, "point", i))).Select(p => (p[0], p[1])).ToHashSet();
        Assert.Equal([(-8.5f, 7.5f), (-7.5f, -0.5f), (0, 0), (9, -1), (9, 9)], drawn.Order());
        Assert.Contains("scale must be above 0; found 0", Assert.Throws<PmlException>(() => new IllustrativeExample(0)).Message);
        Assert.NotEqual(new IllustrativeExample(0.1).ToString(), example.ToString());
    }

    private static IEvaluation Evaluate(IllustrativeExample example, Tensor thetas) => example.Evaluate(thetas, default);

    private static double[] Doubles(Tensor values) => values.to(float64).data<double>().ToArray();

    private static void Near(double expected, double found, double tolerance = 1e-9) => Assert.Equal(expected, found, tolerance * (1 + Math.Abs(expected)));

    /// <summary>The formulas as the paper prints them, in tensor operators.</summary>
    private static Tensor[] Plain(Tensor theta, int sign)
    {
        var (x, y) = (theta[0], theta[1]);
        Tensor Log(Tensor u) => u.abs().maximum(tensor(5e-6, float64)).log().add(6);
        var zero = tensor(0.0, float64);
        var (c1, c2) = (y.mul(0.5).tanh().maximum(zero), y.mul(-0.5).tanh().maximum(zero));
        var tanh = y.neg().tanh();
        var f1 = Log(x.neg().sub(7).mul(0.5).sub(tanh));
        var f2 = Log(x.neg().add(3).mul(0.5).add(tanh.mul(sign)).add(2));
        Tensor G(double centre) => x.neg().add(centre).square().add(y.neg().sub(8).square().mul(0.1)).div(10).sub(20);
        return [c1.mul(f1).add(c2.mul(G(7))), c1.mul(f2).add(c2.mul(G(-7)))];
    }
}
