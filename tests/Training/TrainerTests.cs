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

    [Fact]
    public void CancelledAndStartedAgainItEndsWithTheSameBits()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Weights(options, new Recorder(_ => stop.Cancel()), stop.Token));
        Assert.True(File.Exists(options.CheckpointPath));
        Assert.Equal(Weights(Options), Weights(options));
    }

    [Fact]
    public void AFinishedRunIsNotTrainedAgain()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        var weights = Weights(options);
        var reports = 0;
        Assert.Equal(weights, Weights(options, new Recorder(_ => reports++)));
        Assert.Equal(0, reports);
    }

    [Fact]
    public void ACheckpointOfAnotherRunIsRefused()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        Weights(options);
        var error = Assert.Throws<PmlException>(() => Weights(options with { BatchSize = 16 }));
        Assert.Contains("is of another run", error.Message);
        Assert.Contains("\"batchSize\":16", error.Message);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    [InlineData(4)]
    public void ADamagedCheckpointIsNamed(int length)
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        Weights(options);
        File.WriteAllBytes(options.CheckpointPath!, File.ReadAllBytes(options.CheckpointPath!)[..length]);
        var error = Assert.Throws<PmlException>(() => Weights(options));
        Assert.Contains(options.CheckpointPath!, error.Message);
        Assert.Contains("damaged", error.Message);
    }

    [Fact]
    public void OneAlteredByteOfACheckpointIsNoticed()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        Weights(options);
        var bytes = File.ReadAllBytes(options.CheckpointPath!);
        bytes[^1000] ^= 1;
        File.WriteAllBytes(options.CheckpointPath!, bytes);
        Assert.Contains("checksum", Assert.Throws<PmlException>(() => Weights(options)).Message);
    }

    [SkippableFact]
    public void AFullDiskIsNamedAndTheEarlierFileKept()
    {
        using var disk = new SmallDisk(900);
        using var ensemble = Objectives.GradientTests.NewEnsemble(new LeNet(), 2, new Random(1));
        var path = Path.Combine(disk.Folder, "members.safetensors");
        ensemble.Save(path);
        File.WriteAllBytes(Path.Combine(disk.Folder, "filler"), new byte[500 * 1024]);
        var error = Assert.Throws<PmlException>(() => ensemble.Save(path));
        Assert.Contains($"Cannot write {path}", error.Message);
        using var kept = Ensemble.Load(path, new LeNet(), CPU);
        Assert.Equal(Tensors.ToArray(ensemble.Theta), Tensors.ToArray(kept.Theta));
        Assert.Equal(2, Directory.GetFiles(disk.Folder).Length);
    }

    [Fact]
    public void AnAlteredStepInACheckpointIsNoticed()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        Weights(options);
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(options.CheckpointPath!));
        Assert.Contains("\"step\":\"12\"", text);
        File.WriteAllBytes(options.CheckpointPath!, System.Text.Encoding.Latin1.GetBytes(text.Replace("\"step\":\"12\"", "\"step\":\"11\"")));
        Assert.Contains("checksum", Assert.Throws<PmlException>(() => Weights(options)).Message);
    }

    [Fact]
    public void AFileOfAnEnsembleIsNoCheckpoint()
    {
        using var scratch = new Scratch();
        using var ensemble = Objectives.GradientTests.NewEnsemble(new LeNet(), 2, new Random(1));
        ensemble.Save(scratch["members.safetensors"]);
        var error = Assert.Throws<PmlException>(() => Weights(Options with { CheckpointPath = scratch["members.safetensors"] }));
        Assert.Contains("has no entry 'run'", error.Message);
    }

    [Fact]
    public void ARunGoesOnUnderAnotherCulture()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        var weights = Weights(options);
        var before = System.Globalization.CultureInfo.CurrentCulture;
        var comma = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        System.Globalization.CultureInfo.CurrentCulture = comma;
        try { Assert.Equal(weights, Weights(options)); }
        finally { System.Globalization.CultureInfo.CurrentCulture = before; }
    }

    [Fact]
    public void RunningStatisticsAreBroughtBackToo()
    {
        using var scratch = new Scratch();
        var (expected, expectedStatistics) = Normalised(null, default);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Normalised(scratch["run.ckpt"], stop.Token, new Recorder(_ => stop.Cancel())));
        var (weights, statistics) = Normalised(scratch["run.ckpt"], default);
        Assert.Equal(expected, weights);
        Assert.Equal(expectedStatistics, statistics);

        static (float[] Weights, float[] Statistics) Normalised(string? checkpoint, CancellationToken token, IProgress<TrainProgress>? progress = null)
        {
            using var scope = NewDisposeScope();
            var random = new Random(3);
            using var data = new PML.Data.TaskData(
                tensor([.. Enumerable.Range(0, 40 * 192).Select(_ => (float)random.NextDouble())], [40, 3, 8, 8], float32),
                [.. Enumerable.Range(0, 2).Select(_ => tensor([.. Enumerable.Range(0, 40).Select(_ => (long)random.Next(3))], [40], int64))]);
            var network = new Objectives.ConvBatchNormNetwork();
            using var running = network.NewStatistics(CPU)!;
            var objective = new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()], running);
            using var learner = new Trainer(new TrainOptions { Epochs = 4, BatchSize = 8, CheckpointPath = checkpoint }).Train(new PmlOptions { Window = 2 }, objective, data, progress, token);
            return (Tensors.ToArray(learner.Theta), Tensors.ToArray(running));
        }
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
