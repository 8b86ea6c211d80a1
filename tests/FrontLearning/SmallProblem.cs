using PML.FrontLearning;
using PML.Networks;
using PML.Objectives;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.FrontLearning;

/// <summary>A small table of two tasks for gradients in double precision, and images for a LeNet.</summary>
internal static class SmallProblem
{
    internal static readonly double[,] TwoRays = { { 0.3, 0.7 }, { 0.9, 0.1 } };

    internal static NetworkObjective Table(IMethod method) => Of(method.Adapt(new Mlp(6, 5, [2, 3])));

    internal static NetworkObjective Images(IMethod method) => Of(method.Adapt(new LeNet()));

    internal static Batch TableBatch(int samples = 7) => NewBatch([samples, 6], [2, 3]);

    internal static Batch ImageBatch(int samples = 3) => NewBatch([samples, 1, 28, 28], [10, 10]);

    internal static FrontLearner Start(IMethod method, NetworkObjective objective) => (FrontLearner)method.Start(objective, 3, CPU);

    /// <summary>What is trained, away from its first values, in double precision.</summary>
    internal static Tensor Somewhere(FrontLearner learner) => learner.Theta.to(float64).add(Doubles(learner.Theta.shape, new Random(5)).mul(0.2));

    /// <summary>The gradient agrees with central differences of a total along random directions.</summary>
    internal static void AgreesWithDifferences(FrontLearner learner, double[,] rays, Batch batch, Func<Tensor, double[,], double> total, double progress = 0)
    {
        const double H = 1e-8; // so small that hardly any ReLU or maximum changes sides
        batch = batch with { Progress = progress };
        var trained = Somewhere(learner);
        var gradient = learner.Step(trained, rays, batch).Gradient;
        Assert.Equal(trained.shape, gradient.shape);
        var random = new Random(11);
        for (var trial = 0; trial < 6; trial++)
        {
            var direction = Doubles(trained.shape, random);
            var slope = (Total(trained.add(direction.mul(H))) - Total(trained.sub(direction.mul(H)))) / (2 * H);
            Assert.True(Math.Abs(slope) > 1e-5, $"a direction along which the total changes; found {slope}");
            Assert.Equal(slope, gradient.mul(direction).sum().item<double>(), 1e-6 * Math.Max(1, Math.Abs(slope)));
        }

        double Total(Tensor at) => total(at, learner.Step(at, rays, batch).Evaluation.Losses);
    }

    internal static Tensor Doubles(long[] shape, Random random) =>
        tensor([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextDouble() - 0.5)], shape, float64);

    internal static void Close(Tensor expected, Tensor found, double tolerance = 1e-6)
    {
        Assert.Equal(expected.shape, found.shape);
        Assert.Equal(0, expected.to(float64).sub(found.to(float64)).norm().item<double>(), tolerance * (1 + expected.to(float64).norm().item<double>()));
    }

    private static NetworkObjective Of(Network network) => new(network, [new CrossEntropy(), new CrossEntropy()]);

    private static Batch NewBatch(long[] shape, int[] classes)
    {
        var random = new Random(2);
        return new Batch(Doubles(shape, random), [.. classes.Select(count => tensor([.. Enumerable.Range(0, (int)shape[0]).Select(_ => (long)random.Next(count))], [shape[0]], int64))]);
    }
}
