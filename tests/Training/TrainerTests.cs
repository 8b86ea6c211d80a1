using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Training;

public class TrainerTests
{
    internal static readonly TrainOptions Options = new() { Epochs = 3, BatchSize = 32, Seed = 5 };

    [Fact]
    public void TheSameSeedGivesTheSameBitsAndAnotherSeedOthers()
    {
        var first = Weights(Options);
        Assert.Equal(first, Weights(Options));
        Assert.NotEqual(first, Weights(Options with { Seed = 6 }));
    }

    public static TheoryData<IMethod, int, double> Rates() => new()
    {
        { new PmlOptions { Window = 1 }, 1, 0.002 },
        { new PmlOptions { Window = 1, MemberLearningRate = LearningRateRule.Plain }, 1, 0.001 },
        { new LinearScalarization(), 1, 0.001 },
        { new LinearScalarization(), 2, 0.0011 },
        { new LinearScalarization(), 3, 0.00111 },
    };

    // Adam's first step moves each weight by the learning rate, whatever the gradient, and so does every step down an even slope.
    [Theory]
    [MemberData(nameof(Rates))]
    public void TheRateFollowsTheMethodAndTheSchedule(IMethod method, int epochs, double expected)
    {
        using var data = SyntheticData.Images(1, CPU);
        var objective = new ParetoManifold.QuadraticObjective(new double[,] { { 1000, 1000 }, { 1000, 1000 } });
        using var start = method.Start(objective, 0, CPU);
        var options = new TrainOptions { Epochs = epochs, Schedule = Schedule.Step(1, 0.1) };
        using var learner = new Trainer(options).Train(method, objective, data);
        var moved = Tensors.ToArray(learner.Theta).Zip(Tensors.ToArray(start.Theta), (after, before) => Math.Abs(after - before));
        Assert.All(moved, distance => Assert.Equal(expected, distance, 2e-6));
    }

    [Fact]
    public void SgdIsAChoice()
    {
        using var data = SyntheticData.Images(1, CPU);
        var objective = new ParetoManifold.QuadraticObjective(new double[,] { { 3, 4 }, { 3, 4 } });
        using var start = new LinearScalarization().Start(objective, 0, CPU);
        using var learner = new Trainer(new TrainOptions { Epochs = 1, Optimizer = OptimizerKind.Sgd, LearningRate = 0.25 }).Train(new LinearScalarization(), objective, data);
        // A step of 1/4 along the gradient 2 (theta - c) goes half of the way.
        var (before, after) = (Tensors.ToArray(start.Theta), Tensors.ToArray(learner.Theta));
        Assert.Equal((before[0] + 3) / 2, after[0], 1e-5);
        Assert.Equal((before[1] + 4) / 2, after[1], 1e-5);
        Assert.Contains("Momentum must be below 1; found 1", Assert.Throws<PmlException>(() => new TrainOptions { Momentum = 1 }).Message);
    }

    [Fact]
    public void ABatchMayBeLargerThanTheData()
    {
        Assert.NotEqual(Weights(Options with { BatchSize = int.MaxValue, Epochs = 1 }), Weights(Options with { BatchSize = int.MaxValue, Epochs = 2 }));
        using var none = new PML.Data.TaskData(zeros([0, 1, 28, 28]), [zeros([0], int64), zeros([0], int64)]);
        var objective = new NetworkObjective(new LeNet(), [new CrossEntropy(), new CrossEntropy()]);
        Assert.Contains("at least one sample; found none", Assert.Throws<PmlException>(() => new Trainer(Options).Train(new LinearScalarization(), objective, none)).Message);
        Assert.Contains("Task 2 must have one target for each of the 3 inputs; found 2", Assert.Throws<PmlException>(() => new PML.Data.TaskData(zeros([3]), [zeros([3]), zeros([2])])).Message);
    }

    [Fact]
    public void ALossThatIsNoNumberEndsTheRunWithItsReason()
    {
        var error = Assert.Throws<PmlException>(() => Weights(Options with { LearningRate = 1e30 }));
        Assert.Contains("no longer a finite number", error.Message);
        Assert.Contains("Lower the learning rate", error.Message);
    }

    [Fact]
    public void ProgressComesInOrderAndEndsAtTheLastStep()
    {
        var steps = new List<long>();
        Weights(Options, new Recorder(report =>
        {
            Assert.Equal(2, report.Losses.Count);
            steps.Add(report.Step);
        }));
        Assert.Equal(steps.Order(), steps);
        Assert.Equal(12, steps[^1]);
    }

    [Theory]
    [InlineData("PML")]
    [InlineData("LS")]
    [InlineData("STL task 2")]
    public void EveryMethodLearns(string name)
    {
        IMethod method = name switch { "PML" => new PmlOptions { Window = 2 }, "LS" => new LinearScalarization(), _ => new SingleTask { Task = 1 } };
        Assert.Equal(name, method.Name);
        using var data = SyntheticData.Images(1024, CPU);
        var network = new LeNet();
        var objective = new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()]);
        using var learner = new Trainer(new TrainOptions { Epochs = 8, BatchSize = 32, LearningRate = 2e-3 }).Train(method, objective, data);
        using var ensemble = new Ensemble(network, learner.Theta.clone());
        var front = FrontEvaluation.Accuracies(ensemble, data, Simplex.EvaluationGrid(ensemble.Members));
        Assert.True(front.Max(point => point[1]) > 0.6, $"task 2 accuracy {front.Max(point => point[1])}");
        if (name.StartsWith("STL", StringComparison.Ordinal)) Assert.True(front.Max(point => point[0]) < 0.3, "the other task is not trained");
        else Assert.True(front.Max(point => point[0]) > 0.6, $"task 1 accuracy {front.Max(point => point[0])}");
    }

    internal static float[] Weights(TrainOptions options, IProgress<TrainProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var data = SyntheticData.Images(120, CPU);
        var objective = new NetworkObjective(new LeNet(), [new CrossEntropy(), new CrossEntropy()]);
        using var learner = new Trainer(options).Train(new PmlOptions { Window = 2, Lambda = 1 }, objective, data, progress, cancellationToken);
        return Tensors.ToArray(learner.Theta);
    }

    internal sealed class Recorder(Action<TrainProgress> action) : IProgress<TrainProgress>
    {
        public void Report(TrainProgress value) => action(value);
    }
}
