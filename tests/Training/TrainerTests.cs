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
        Assert.Contains("BatchSize = 16", error.Message);
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
