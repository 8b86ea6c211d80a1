using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Objectives;

/// <summary>The batched form, the plain form and central differences agree in double precision.</summary>
public class GradientTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string, int, int> Cases()
    {
        var cases = new TheoryData<string, int, int>();
        foreach (var network in new[] { "LeNet", "MLP", "conv + batch norm + pooling", "ResNet-18", "SegNet" })
            foreach (var window in new[] { 1, 3 })
                foreach (var members in new[] { 2, 3 })
                    cases.Add(network, window, members);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BatchedPlainAndCentralDifferencesAgree(string name, int window, int members)
    {
        using var scope = NewDisposeScope();
        var random = new Random(7);
        var (network, plain, batch) = Problem(name, random);
        var objective = new NetworkObjective(network, Losses(network), network.NewStatistics(CPU)?.to(float64));
        var theta = Doubles([members, network.ParameterCount], () => 0.2 * (random.NextDouble() - 0.5));
        var alphas = Draws(window, members, random);
        var coefficients = Draws(window, network.TaskCount, random);

        var (expected, expectedLosses) = PlainForm.Gradient(plain, [.. network.Parameters.Select(p => p.Shape)], theta, alphas, coefficients, batch);
        var a = Tensors.ToTensor(alphas, theta);
        var evaluation = objective.Evaluate(a.matmul(theta), batch);
        var losses = evaluation.Losses;
        var gradient = a.transpose(0, 1).matmul(evaluation.Gradient(coefficients));

        for (var w = 0; w < window; w++)
            for (var t = 0; t < network.TaskCount; t++)
                Assert.Equal(expectedLosses[w, t], losses[w, t], 1e-12);
        Assert.True(RelativeDifference(gradient, expected) < Tolerance, $"batched against plain: {RelativeDifference(gradient, expected)}");

        for (var trial = 0; trial < 3; trial++)
        {
            var direction = Doubles([members, network.ParameterCount], () => random.NextDouble() - 0.5);
            var predicted = gradient.mul(direction).sum().item<double>();
            // Among thousands of ReLU and pooling units a step may cross a kink, where no slope exists: a shorter one does not.
            var slopes = new[] { 1e-6, 1e-7, 1e-8 }.Select(h => (Total(theta.add(direction.mul(h))) - Total(theta.sub(direction.mul(h)))) / (2 * h));
            Assert.Contains(slopes, slope => Math.Abs(slope - predicted) <= Tolerance * Math.Abs(predicted));
        }

        double Total(Tensor at)
        {
            using var inner = NewDisposeScope();
            return Matrix.Dot(objective.Evaluate(a.matmul(at), batch).Losses, coefficients);
        }
    }

    // More samples than go through the network at once, and no multiple of them.
    [Theory]
    [InlineData("LeNet", 1)]
    [InlineData("LeNet", 4)]
    [InlineData("MLP", 3)]
    public void ABatchThatIsCutIntoPartsGivesTheSame(string name, int window)
    {
        using var scope = NewDisposeScope();
        var random = new Random(13);
        var (network, plain, batch) = Problem(name, random, samples: 301);
        var objective = new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()]);
        var theta = Doubles([2, network.ParameterCount], () => 0.2 * (random.NextDouble() - 0.5));
        var alphas = Draws(window, 2, random);
        var coefficients = Draws(window, 2, random);
        var (expected, expectedLosses) = PlainForm.Gradient(plain, [.. network.Parameters.Select(p => p.Shape)], theta, alphas, coefficients, batch);
        var a = Tensors.ToTensor(alphas, theta);
        var evaluation = objective.Evaluate(a.matmul(theta), batch);
        foreach (var (e, f) in expectedLosses.Cast<double>().Zip(evaluation.Losses.Cast<double>())) Assert.Equal(e, f, 1e-12);
        Assert.True(RelativeDifference(a.transpose(0, 1).matmul(evaluation.Gradient(coefficients)), expected) < 1e-12);
    }

    [Theory]
    [InlineData("LeNet")]
    [InlineData("MLP")]
    [InlineData("conv + batch norm + pooling")]
    [InlineData("ResNet-18")]
    [InlineData("SegNet")]
    public void TaskGradientsAddUpToTheCombinedOne(string name)
    {
        using var scope = NewDisposeScope();
        var random = new Random(11);
        var (network, _, batch) = Problem(name, random);
        var objective = new NetworkObjective(network, Losses(network), network.NewStatistics(CPU)?.to(float64));
        var evaluation = objective.Evaluate(Doubles([3, network.ParameterCount], () => 0.2 * (random.NextDouble() - 0.5)), batch);
        var coefficients = Draws(3, 2, random);

        var tasks = evaluation.TaskGradients();
        var sum = zeros_like(tasks[0]);
        for (var t = 0; t < 2; t++)
            for (var w = 0; w < 3; w++)
                sum.select(0, w).add_(tasks[t].select(0, w).mul(coefficients[w, t]));

        Assert.True(RelativeDifference(evaluation.Gradient(coefficients), sum) < 1e-12);
    }

    [Fact]
    public void ACornerIsItsMemberAlone()
    {
        using var scope = NewDisposeScope();
        using var ensemble = NewEnsemble(new LeNet(), 3, random: new Random(3));
        var x = rand([5, 1, 28, 28], float32);
        for (var k = 0; k < 3; k++)
        {
            using var corner = ensemble.At(Simplex.Corner(3, k));
            var alone = ensemble.Network.Forward(ensemble.Theta.narrow(0, k, 1), x);
            var outputs = corner.Forward(x);
            for (var t = 0; t < 2; t++) Assert.Equal(0, outputs[t].sub(alone[t].select(0, 0)).abs().max().item<float>());
        }
    }

    [Fact]
    public void EqualMembersMakeTheOutputIndependentOfAlpha()
    {
        using var scope = NewDisposeScope();
        var network = new LeNet();
        var member = tensor(network.Initialize(new Random(5)), [1, network.ParameterCount], float32);
        using var ensemble = new Ensemble(network, member.repeat(2, 1));
        var x = rand([5, 1, 28, 28], float32);
        using var at = ensemble.At(0.3, 0.7);
        using var there = ensemble.At(0.9, 0.1);
        Assert.True(at.Forward(x)[0].sub(there.Forward(x)[0]).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void StatisticsThatTheNetworkNeedsAreAskedFor()
    {
        var error = Assert.Throws<PmlException>(() => new NetworkObjective(new ConvBatchNormNetwork(), [new CrossEntropy(), new CrossEntropy()]));
        Assert.Equal("A ConvBatchNormNetwork needs 20 running statistics; found 0. Network.NewStatistics makes them.", error.Message);
    }

    [Fact]
    public void ABatchWithTooFewTargetsIsRefused()
    {
        using var scope = NewDisposeScope();
        var network = new LeNet();
        var objective = new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()]);
        var error = Assert.Throws<PmlException>(() => objective.Evaluate(zeros([1, network.ParameterCount]), new Batch(zeros([2, 1, 28, 28]), [zeros([2], int64)])));
        Assert.Contains("2 targets; found 1", error.Message);
    }

    private static (Network Network, PlainForm.Forward Plain, Batch Batch) Problem(string name, Random random, int samples = 6)
    {
        Tensor Classes(int count) => tensor([.. Enumerable.Range(0, samples).Select(_ => (long)random.Next(count))], [samples], int64);
        Tensor Pixels(int count) => tensor([.. Enumerable.Range(0, samples * 32 * 64).Select(_ => (long)random.Next(count))], [samples, 32, 64], int64);
        return name switch
        {
            "LeNet" => (new LeNet(), PlainForm.LeNet, new Batch(Doubles([samples, 1, 28, 28], random.NextDouble), [Classes(10), Classes(10)])),
            "ResNet-18" => (new ResNet18([2, 3], width: 2, side: 25), PlainForm.ResNet18, new Batch(Doubles([samples, 3, 25, 25], random.NextDouble), [Classes(2), Classes(3)])),
            "SegNet" => (new SegNet([3, 2], width: 2), PlainForm.SegNet, new Batch(Doubles([samples, 3, 32, 64], random.NextDouble), [Pixels(3), Pixels(2)])),
            "MLP" => (new Mlp(20, 16, [2, 2]), PlainForm.Mlp, new Batch(Doubles([samples, 20], random.NextDouble), [Classes(2), Classes(2)])),
            _ => (new ConvBatchNormNetwork(), PlainForm.ConvBatchNorm, new Batch(Doubles([samples, 3, 8, 8], random.NextDouble), [Classes(3), Classes(3)])),
        };
    }

    private static ITaskLoss[] Losses(Network network) => network is SegNet ? [new PixelNll(), new PixelNll()] : [new CrossEntropy(), new CrossEntropy()];

    internal static Ensemble NewEnsemble(Network network, int members, Random random) =>
        new(network, tensor([.. Enumerable.Range(0, members).SelectMany(_ => network.Initialize(random))], [members, network.ParameterCount], float32));

    private static Tensor Doubles(long[] shape, Func<double> draw) =>
        tensor([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => draw())], shape, float64);

    private static double[,] Draws(int rows, int columns, Random random)
    {
        var draws = new double[rows, columns];
        for (var r = 0; r < rows; r++)
        {
            var row = Simplex.Dirichlet([.. Enumerable.Repeat(1.0, columns)], random);
            for (var c = 0; c < columns; c++) draws[r, c] = row[c];
        }

        return draws;
    }

    private static double RelativeDifference(Tensor found, Tensor expected) =>
        found.sub(expected).norm().item<double>() / expected.norm().item<double>();
}
