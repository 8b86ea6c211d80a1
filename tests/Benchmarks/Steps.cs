using System.Diagnostics;
using PML.Experiments;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;
using static TorchSharp.torch;

namespace PML.Benchmarks;

/// <summary>Training steps by name, each a function that takes one and gives its milliseconds.</summary>
internal static class Steps
{
    /// <summary>By name: what it is, and how it starts.</summary>
    internal static readonly IReadOnlyDictionary<string, (string What, Func<Func<double>> Start)> All =
        new Dictionary<string, (string, Func<Func<double>>)>
        {
            ["lenet"] = ("LeNet, PML W = 4, m = 2, batch 256", () => Images(new PmlOptions { Window = 4 })),
            ["lenet-ls"] = ("LeNet, LS, batch 256", () => Images(new LinearScalarization())),
            ["mlp"] = ("Census MLP, PML W = 4, m = 2, batch 256", Rows),
            ["resnet18"] = ("ResNet-18 of width 16, PML W = 3, m = 3, batch 64", () => Large("resnet18", 16, 64, new PmlOptions { Window = 3 })),
            ["resnet18-ls"] = ("ResNet-18, LS, batch 64", () => Large("resnet18", 64, 64, new LinearScalarization())),
            ["segnet"] = ("SegNet of width 8, PML W = 3, m = 2, batch 8", () => Large("segnet", 8, 8, new PmlOptions { Window = 3 })),
            ["illustrative"] = ("illustrative example, 25 pairs, 500 steps", Illustrative),
        };

    /// <summary>A step of a method on an objective and a batch.</summary>
    internal static Func<double> Of(IMethod method, IVectorObjective objective, Batch batch)
    {
        var learner = method.Start(objective, 0, batch.X.device);
        var optimizer = new Adam(learner.Theta, method.LearningRate(1e-3, objective.TaskCount));
        var step = 0;
        return () => Time(batch.X.device, () =>
        {
            using var scope = NewDisposeScope();
            optimizer.Step(learner.Step(batch, Seeds.Stream(0, "step", step++)).Gradient);
            learner.Stepped(batch);
        });
    }

    /// <summary>The milliseconds of some work, to its end on the device.</summary>
    internal static double Time(Device device, Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        if (device.type == TorchSharp.DeviceType.CUDA) cuda.synchronize();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static Func<double> Images(IMethod method)
    {
        var objective = new NetworkObjective(new LeNet(), [new CrossEntropy(), new CrossEntropy()]);
        return Of(method, objective, SyntheticData.Images(256, Devices.Default).Range(0, 256));
    }

    private static Func<double> Rows()
    {
        var device = Devices.Default;
        var labels = zeros([256], int64).to(device);
        var objective = new NetworkObjective(new Mlp(468, 256, [2, 2]), [new CrossEntropy(), new CrossEntropy()]);
        return Of(new PmlOptions { Window = 4 }, objective, new Batch(rand([256, 468], float32).to(device), [labels, labels]));
    }

    private static Func<double> Large(string name, int width, int batchSize, IMethod method)
    {
        var (network, losses, batch) = LargeStepBenchmark.Parts(name, width, batchSize, Devices.Default);
        return Of(method, new NetworkObjective(network, losses, network.NewStatistics(Devices.Default)), batch);
    }

    private static Func<double> Illustrative()
    {
        var experiment = Experiments.Illustrative.EqualScales with { Steps = 500 };
        return () => Time(CPU, () => experiment.Train(Experiments.Illustrative.Pml));
    }
}
