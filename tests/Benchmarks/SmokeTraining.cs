using System.Diagnostics;
using System.Security.Cryptography;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;

namespace PML.Benchmarks;

/// <summary>A short training on generated images, on any device: it prints what the front reaches and the weights' checksum.</summary>
internal static class SmokeTraining
{
    internal static void Run(string? checkpoint, string? weights)
    {
        using var train = SyntheticData.Images(4096, Devices.Default);
        using var test = SyntheticData.Images(1024, Devices.Default, seed: 1);
        var network = new LeNet();
        var objective = new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()]);
        var options = new TrainOptions { Epochs = 3, BatchSize = 64, CheckpointPath = checkpoint, CheckpointSeconds = 0.05 };
        var clock = Stopwatch.StartNew();
        // Loss balancing has state of its own, which a restart must bring back too.
        var method = new PmlOptions { Window = 3, Lambda = 1, LossBalancing = LossBalancing.RunningMean };
        var first = new FirstReport();
        using var learner = new Trainer(options).Train(method, objective, train, first);
        var seconds = clock.Elapsed.TotalSeconds;
        using var ensemble = new Ensemble(network, learner.Theta.clone());
        var front = FrontEvaluation.Accuracies(ensemble, test, Simplex.EvaluationGrid(2));
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(Tensors.ToArray(ensemble.Theta)).ToArray();
        Console.WriteLine($"engine    {EngineInfo.Name}, device {Devices.Default}");
        if (first.Step > 1) Console.WriteLine($"goes on   at step {first.Step} of {first.Steps}");
        Console.WriteLine($"training  {seconds:0.0} s");
        Console.WriteLine($"accuracy  task 1 {front.Max(p => p[0]):0.000}, task 2 {front.Max(p => p[1]):0.000} (best of 11 weightings)");
        Console.WriteLine($"weights   {Convert.ToHexString(SHA256.HashData(bytes))}");
        if (weights is not null) ensemble.Save(weights);
    }

    private sealed class FirstReport : IProgress<TrainProgress>
    {
        internal long Step { get; private set; }

        internal long Steps { get; private set; }

        public void Report(TrainProgress value)
        {
            if (Step == 0) (Step, Steps) = (value.Step, value.Steps);
        }
    }
}
