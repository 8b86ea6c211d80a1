using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Tests.Training;

public class CheckpointTests
{
    private static readonly TrainOptions Options = TrainerTests.Options;

    [Fact]
    public void CancelledAndStartedAgainItEndsWithTheSameBits()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => TrainerTests.Weights(options, new TrainerTests.Recorder(_ => stop.Cancel()), stop.Token));
        Assert.True(File.Exists(options.CheckpointPath));
        Assert.Equal(TrainerTests.Weights(Options), TrainerTests.Weights(options));
    }

    [Fact]
    public void AFinishedRunIsNotTrainedAgain()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        var weights = TrainerTests.Weights(options);
        var reports = 0;
        Assert.Equal(weights, TrainerTests.Weights(options, new TrainerTests.Recorder(_ => reports++)));
        Assert.Equal(0, reports);
    }

    [Fact]
    public void ACheckpointOfAnotherRunIsRefused()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        TrainerTests.Weights(options);
        var error = Assert.Throws<PmlException>(() => TrainerTests.Weights(options with { BatchSize = 16 }));
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
        TrainerTests.Weights(options);
        File.WriteAllBytes(options.CheckpointPath!, File.ReadAllBytes(options.CheckpointPath!)[..length]);
        var error = Assert.Throws<PmlException>(() => TrainerTests.Weights(options));
        Assert.Contains(options.CheckpointPath!, error.Message);
        Assert.Contains("damaged", error.Message);
    }

    [Fact]
    public void OneAlteredByteOfACheckpointIsNoticed()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        TrainerTests.Weights(options);
        var bytes = File.ReadAllBytes(options.CheckpointPath!);
        bytes[^1000] ^= 1;
        File.WriteAllBytes(options.CheckpointPath!, bytes);
        Assert.Contains("checksum", Assert.Throws<PmlException>(() => TrainerTests.Weights(options)).Message);
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
        TrainerTests.Weights(options);
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(options.CheckpointPath!));
        Assert.Contains("\"step\":\"12\"", text);
        File.WriteAllBytes(options.CheckpointPath!, System.Text.Encoding.Latin1.GetBytes(text.Replace("\"step\":\"12\"", "\"step\":\"11\"")));
        Assert.Contains("checksum", Assert.Throws<PmlException>(() => TrainerTests.Weights(options)).Message);
    }

    [Fact]
    public void AFileOfAnEnsembleIsNoCheckpoint()
    {
        using var scratch = new Scratch();
        using var ensemble = Objectives.GradientTests.NewEnsemble(new LeNet(), 2, new Random(1));
        ensemble.Save(scratch["members.safetensors"]);
        var error = Assert.Throws<PmlException>(() => TrainerTests.Weights(Options with { CheckpointPath = scratch["members.safetensors"] }));
        Assert.Contains("has no entry 'run'", error.Message);
    }

    [Fact]
    public void ARunGoesOnUnderAnotherCulture()
    {
        using var scratch = new Scratch();
        var options = Options with { CheckpointPath = scratch["run.ckpt"] };
        var weights = TrainerTests.Weights(options);
        var before = System.Globalization.CultureInfo.CurrentCulture;
        var comma = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        System.Globalization.CultureInfo.CurrentCulture = comma;
        try { Assert.Equal(weights, TrainerTests.Weights(options)); }
        finally { System.Globalization.CultureInfo.CurrentCulture = before; }
    }

    [Fact]
    public void RunningStatisticsAreBroughtBackToo()
    {
        using var scratch = new Scratch();
        var (expected, expectedStatistics) = Normalised(null, default);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Normalised(scratch["run.ckpt"], stop.Token, new TrainerTests.Recorder(_ => stop.Cancel())));
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
}
