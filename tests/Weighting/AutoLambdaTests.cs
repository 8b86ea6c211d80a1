using PML.Networks;
using PML.Objectives;
using PML.Support;
using PML.Tests.ParetoManifold;
using PML.Weighting;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Weighting;

public class AutoLambdaTests
{
    private static readonly double[] Lambda = [0.3, 0.8];

    [Fact]
    public void TheSlopesAreThoseOfTheTwoLevelProblem()
    {
        using var scope = NewDisposeScope();
        var objective = new QuadraticObjective(new double[,] { { 1, 0, 2 }, { -1, 3, 0.5 } });
        var theta = tensor([0.4, -1.2, 2.5], [1, 3], float64);
        AgreesWithDifferences(objective, theta, default, default, 1e-7);
    }

    [Fact]
    public void AndOnANetworkWithTwoBatches()
    {
        using var scope = NewDisposeScope();
        var (objective, theta, train, other) = Network();
        AgreesWithDifferences(objective, theta, train, other, 1e-6);
    }

    // The released code's way: losses of the first batch at theta +- e d, e = 0.01 / |d|.
    [Fact]
    public void CentralDifferencesAlongTheSecondGradientComeToTheSame()
    {
        using var scope = NewDisposeScope();
        var (objective, theta, train, other) = Network();
        const double Rate = 0.1;
        var found = Slopes(objective, theta, train, other, Lambda, Rate);

        var stepped = theta.sub(objective.Evaluate(theta, train).Gradient(new double[,] { { Lambda[0], Lambda[1] } }).mul(Rate));
        var direction = objective.Evaluate(stepped, other).Gradient(new double[,] { { 1, 1 } });
        var e = 0.01 / direction.norm().item<double>();
        var (up, down) = (objective.Evaluate(theta.add(direction.mul(e)), train).Losses, objective.Evaluate(theta.sub(direction.mul(e)), train).Losses);
        for (var t = 0; t < 2; t++)
        {
            var difference = -Rate * (up[0, t] - down[0, t]) / (2 * e);
            Assert.True(Math.Abs(found[t]) > 1e-4);
            Assert.Equal(difference, found[t], 0.01 * Math.Abs(found[t]));
        }
    }

    // Adam's first step is its rate, whatever the slope. Task 1's gradient agrees with the sum's, task 2's does not.
    [Fact]
    public void AWeightGrowsWhereItsTaskHelpsAllAndTheNetworkStepsWithTheNewOnes()
    {
        using var scope = NewDisposeScope();
        using var learner = new AutoLambda { InitialWeight = 0.5, MetaRate = 0.125 }.Start(new QuadraticObjective(new double[,] { { 4 }, { -1 } }), 0, CPU);
        learner.Theta.fill_(0); // gradients -8 and 2, their sum -6
        var step = learner.Step(default, new Random(0));
        Assert.Equal(0.625, learner.State[0], 1e-6);
        Assert.Equal(0.375, learner.State[1], 1e-6);
        Assert.Equal(0.625 * -8 + 0.375 * 2, step.Gradient.item<float>(), 1e-5);
    }

    [Fact]
    public void TheSecondBatchJudgesAndTheBatchItselfWhereThereIsNone()
    {
        using var scope = NewDisposeScope();
        var (objective, _, train, other) = Network();
        var itself = State(Floats(train));
        Assert.Equal(itself, State(Floats(train) with { Another = () => Floats(train) }));
        Assert.NotEqual(itself, State(Floats(train) with { Another = () => Floats(other) }));

        double[] State(Batch batch)
        {
            using var learner = new AutoLambda().Start(objective, 0, CPU);
            learner.Step(batch, new Random(0));
            return learner.State;
        }

        static Batch Floats(Batch batch) => batch with { X = batch.X.to(float32) };
    }

    [Fact]
    public void RunningStatisticsFollowTheFirstBatchAlone()
    {
        using var scope = NewDisposeScope();
        var images = rand([6, 3, 8, 8], float32);
        var batch = new Batch(images, [zeros([6], int64), zeros([6], int64)]) { Another = () => new Batch(images.mul(5), [zeros([6], int64), zeros([6], int64)]) };
        Assert.Equal(After(new LinearScalarization()), After(new AutoLambda()));

        float[] After(PML.Training.IMethod method)
        {
            var network = new Objectives.ConvBatchNormNetwork();
            var running = network.NewStatistics(CPU)!;
            using var learner = method.Start(new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()], running), 0, CPU);
            learner.Step(batch, new Random(0));
            return Tensors.ToArray(running);
        }
    }

    private static void AgreesWithDifferences(IVectorObjective objective, Tensor theta, Batch train, Batch other, double tolerance)
    {
        const double Rate = 0.1, H = 1e-5;
        var found = Slopes(objective, theta, train, other, Lambda, Rate);
        for (var t = 0; t < 2; t++)
        {
            var slope = (After(t, H) - After(t, -H)) / (2 * H);
            Assert.True(Math.Abs(slope) > 1e-4);
            Assert.Equal(slope, found[t], tolerance * Math.Max(1, Math.Abs(slope)));
        }

        double After(int task, double change)
        {
            double[] lambda = [.. Lambda];
            lambda[task] += change;
            var stepped = theta.sub(objective.Evaluate(theta, train).Gradient(new double[,] { { lambda[0], lambda[1] } }).mul(Rate));
            return objective.Evaluate(stepped, other).Losses.Cast<double>().Sum();
        }
    }

    private static double[] Slopes(IVectorObjective objective, Tensor theta, Batch train, Batch other, double[] lambda, double rate)
    {
        using var learner = new AutoLambdaLearner(new AutoLambda { VirtualRate = rate }, objective, 0, CPU);
        return learner.MetaGradient(theta, lambda, objective.Evaluate(theta, train).TaskGradients(), other);
    }

    private static (NetworkObjective Objective, Tensor Theta, Batch Train, Batch Other) Network()
    {
        var random = new Random(3);
        var network = new Mlp(12, 9, [2, 3]);
        return (new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()]), Doubles([1, network.ParameterCount]), NewBatch(), NewBatch());

        Tensor Doubles(long[] shape) => tensor([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextDouble() - 0.5)], shape, float64);

        Batch NewBatch() => new(Doubles([8, 12]), [Classes(2), Classes(3)]);

        Tensor Classes(int count) => tensor([.. Enumerable.Range(0, 8).Select(_ => (long)random.Next(count))], [8], int64);
    }
}
