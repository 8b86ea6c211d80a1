using System.Globalization;
using PML.Networks;
using PML.Objectives;
using PML.Support;
using PML.Tests.Support;
using static TorchSharp.torch;

namespace PML.Benchmarks;

/// <summary>What tests/gpu/run.sh shows: gradients against the CPU's, a small front, and the steps a second, with their kernel launches.</summary>
internal static class GpuBenchmark
{
    private const double Tolerance = 1e-4;

    private static readonly string[] Timed = ["lenet", "lenet-ls", "resnet18", "resnet18-ls"];

    private static bool _isCounting;

    internal static int Run(int rounds)
    {
        var device = Devices.Default;
        Console.WriteLine($"{EngineInfo.Name}, device {device}\n");
        var difference = Difference(device);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gradients  LeNet, W = 2: at most {difference:0.0e+0} of the largest away from the CPU's (bar {Tolerance:0e+0})\n"));
        if (!(difference <= Tolerance)) throw new PmlException("The device's gradients are not the CPU's.");
        SmokeTraining.Run(null, null);
        Console.WriteLine("\n| step, eager | steps a second | launches a step |\n| --- | --- | --- |");
        foreach (var name in Timed)
        {
            var (what, start) = Steps.All[name];
            var step = start();
            var seconds = StepBenchmark.Median(StepBenchmark.Times([step], rounds)[0]) / 1000;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {1 / seconds:0.0} | {Launches(step, device)} |"));
        }

        return 0;
    }

    // The largest difference of a gradient, as a part of the largest gradient. Products in TF32 would be another, coarser arithmetic.
    private static double Difference(Device device)
    {
        backends.cuda.matmul.allow_tf32 = backends.cudnn.allow_tf32 = false;
        using var scope = NewDisposeScope();
        var network = new LeNet();
        var theta = rand([2, network.ParameterCount], float32) * 0.1 - 0.05;
        var (cpu, other) = (Gradient(CPU), Gradient(device));
        return ((other.cpu() - cpu).abs().max() / cpu.abs().max()).item<float>();

        Tensor Gradient(Device place)
        {
            var objective = new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()]);
            return objective.Evaluate(theta.to(place), SyntheticData.Images(256, place).Range(0, 256)).Gradient(new double[,] { { 0.3, 0.7 }, { 1, 0 } });
        }
    }

    private static string Launches(Func<double> step, Device device)
    {
        if (device.type != TorchSharp.DeviceType.CUDA) return "none on a CPU";
        if (!_isCounting && !(_isCounting = KernelLaunches.Start())) return "not counted: no CUPTI here";
        var before = KernelLaunches.Count;
        step();
        return (KernelLaunches.Count - before).ToString(CultureInfo.InvariantCulture);
    }
}
