using System.Diagnostics;
using System.Globalization;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;
using static TorchSharp.torch;

namespace PML.Benchmarks;

/// <summary>Training steps against their plain counterparts, in turn, so that a machine's drift meets all alike.</summary>
internal static class StepBenchmark
{
    private const int Window = 4, BatchSize = 256, WarmUp = 3;

    internal static void Run(int rounds)
    {
        var device = Devices.Default;
        using var scope = NewDisposeScope();
        var batch = SyntheticData.Images(BatchSize, device).Range(0, BatchSize);
        var network = new LeNet();
        var objective = new NetworkObjective(network, [new CrossEntropy(), new CrossEntropy()]);
        using var python = device.type == TorchSharp.DeviceType.CPU ? PythonStep.Start() : null;

        var rows = new List<(string Name, Func<double> Step)>
        {
            ("PML step, batched and flat", Learner(new PmlOptions { Window = Window }, objective, batch)),
            ("PML step, reference form", Reference(network, batch)),
            ("LeNet step", Learner(new LinearScalarization(), objective, batch)),
        };
        if (python is not null) rows.Add(($"LeNet step, python3-torch {python.Version}", python.Step));

        var times = Times([.. rows.Select(row => row.Step)], rounds);
        var medians = times.Select(Median).ToArray();
        Console.WriteLine($"{EngineInfo.Name}, device {device}, LeNet, batch {BatchSize}, W = {Window}, m = 2, {get_num_threads()} thread, median of {rounds} rounds\n");
        Console.WriteLine("| step | median ms | min | against |");
        Console.WriteLine("| --- | --- | --- | --- |");
        for (var i = 0; i < rows.Count; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rows[i].Name} | {medians[i]:0.00} | {times[i].Min():0.00} | {Ratio(i)} |"));
        if (python is null) Console.WriteLine("\nNo python3 with torch of the same libtorch here: the comparison with it is skipped.");

        string Ratio(int i) => i switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{medians[0] / medians[1]:0.000} of the reference form (bar 0.60)"),
            2 when python is not null => string.Create(CultureInfo.InvariantCulture, $"{medians[2] / medians[3]:0.000} of python3-torch (bar 0.80)"),
            _ => "1",
        };
    }

    /// <summary>The milliseconds of each step in each round, after a few rounds that do not count; steps take turns.</summary>
    internal static List<double>[] Times(Func<double>[] steps, int rounds)
    {
        var times = steps.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds + WarmUp; round++)
            for (var i = 0; i < steps.Length; i++)
            {
                var milliseconds = steps[i]();
                if (round >= WarmUp) times[i].Add(milliseconds);
            }

        return times;
    }

    internal static Func<double> Learner(IMethod method, IVectorObjective objective, Batch batch)
    {
        var learner = method.Start(objective, 0, batch.X.device);
        var optimizer = new Adam(learner.Theta, method.LearningRate(1e-3, objective.TaskCount));
        var step = 0;
        return () => Time(batch, () =>
        {
            using var scope = NewDisposeScope();
            optimizer.Step(learner.Step(batch, Seeds.Stream(0, "step", step++)).Gradient);
            learner.Stepped(batch);
        });
    }

    private static Func<double> Reference(LeNet network, Batch batch)
    {
        var reference = new ReferenceStep(network, 2, batch.X.device);
        var random = Seeds.Stream(0, "alpha");
        return () =>
        {
            var alphas = Enumerable.Range(0, Window).Select(_ => Simplex.Dirichlet([1, 1], random)).ToArray();
            return Time(batch, () => reference.Step(batch, alphas));
        };
    }

    private static double Time(Batch batch, Action step)
    {
        var start = Stopwatch.GetTimestamp();
        step();
        if (batch.X.device.type == TorchSharp.DeviceType.CUDA) cuda.synchronize();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    internal static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
