using System.Diagnostics;
using System.Globalization;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

namespace PML.Benchmarks;

/// <summary>Steps of Pareto Manifold Learning on the large networks: their seconds, and the memory at the peak.</summary>
internal static class LargeStepBenchmark
{
    internal static void Run(string name, int width, int batchSize, int window, double lambda, int steps)
    {
        var device = Devices.Default;
        using var scope = NewDisposeScope();
        var (network, losses, batch) = Parts(name, width, batchSize, device);
        using var statistics = network.NewStatistics(device);
        var objective = new NetworkObjective(network, losses, statistics);
        var options = new PmlOptions { Window = window, Lambda = lambda };
        using var learner = new ParetoManifoldLearning(options, objective, 0, device);
        using var optimizer = new Adam(learner.Theta, 1e-4);
        var random = Seeds.Stream(0, "step");
        for (var step = 0; step < steps; step++)
        {
            using var inner = NewDisposeScope();
            var clock = Stopwatch.StartNew();
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var found = learner.Step(batch, random);
            optimizer.Step(found.Gradient);
            var loss = found.Evaluation.Losses[0, 0];
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}, width {width}, batch {batchSize}, W = {window}, lambda {lambda}: {clock.Elapsed.TotalSeconds:0.00} s, of one core {(process.TotalProcessorTime - before).TotalSeconds:0.00} s, peak {process.PeakWorkingSet64 / 1e9:0.00} GB, first loss {loss:0.000}"));
        }
    }

    /// <summary>A large network with its losses and a batch of its size on the device.</summary>
    internal static (Network Network, ITaskLoss[] Losses, Batch Batch) Parts(string name, int width, int batchSize, Device device)
    {
        var (network, losses, batch) = name == "segnet" ? SegNet(width, batchSize) : ResNet18(width, batchSize);
        return (network, losses, new Batch(batch.X.to(device), [.. batch.Y.Select(y => y.to(device))]));
    }

    private static (Network, ITaskLoss[], Batch) ResNet18(int width, int batchSize) => (
        new ResNet18([2, 2, 5], width),
        [new CrossEntropy(), new CrossEntropy(), new CrossEntropy()],
        new Batch(rand([batchSize, 3, 64, 64], float32), [.. Enumerable.Range(0, 3).Select(_ => zeros([batchSize], int64))]));

    private static (Network, ITaskLoss[], Batch) SegNet(int width, int batchSize) => (
        new SegNet(width: width),
        [new PixelNll(), new MaskedL1()],
        new Batch(rand([batchSize, 3, 128, 256], float32), [zeros([batchSize, 128, 256], int64), rand([batchSize, 1, 128, 256], float32)]));
}
