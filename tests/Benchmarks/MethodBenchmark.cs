using System.Globalization;
using PML.Networks;
using PML.Objectives;
using PML.Support;
using PML.Tests.Support;
using PML.Training;
using PML.Weighting;
using static TorchSharp.torch;

namespace PML.Benchmarks;

/// <summary>What a step of each weighting method costs, as a multiple of linear scalarization's in the same round.</summary>
internal static class MethodBenchmark
{
    private const int BatchSize = 256;
    private static readonly int[] Tasks = [2, 3, 10];

    internal static void Run(int rounds)
    {
        var device = Devices.Default;
        using var scope = NewDisposeScope();
        var images = SyntheticData.Images(BatchSize, device).Range(0, BatchSize);
        var columns = Tasks.Select(tasks => Medians(tasks, images, rounds)).ToArray();

        Console.WriteLine($"{EngineInfo.Name}, device {device}, LeNet, batch {BatchSize}, {get_num_threads()} thread, median of {rounds} rounds; multiples of LS in the same round\n");
        Console.WriteLine($"| Method | {string.Join(" | ", Tasks.Select(tasks => $"T = {tasks}"))} |");
        Console.WriteLine($"| --- |{string.Concat(Tasks.Select(_ => " --- |"))}");
        for (var i = 0; i < Baselines.All.Count; i++)
            Console.WriteLine($"| {Baselines.All[i].Name} | {string.Join(" | ", columns.Select(column => Text(column.Multiples[i])))} |");
        Console.WriteLine($"\nLS takes {string.Join(", ", columns.Select((column, c) => string.Create(CultureInfo.InvariantCulture, $"{column.Milliseconds:0.00} ms at T = {Tasks[c]}")))}.");
    }

    private static (double Milliseconds, double[] Multiples) Medians(int tasks, Batch images, int rounds)
    {
        // More decoders than the data has tasks: the targets take turns.
        var batch = new Batch(images.X, [.. Enumerable.Range(0, tasks).Select(t => images.Y[t % images.Y.Count])]);
        batch = batch with { Another = () => batch };
        var objective = new NetworkObjective(new LeNet(tasks), [.. Enumerable.Repeat(new CrossEntropy(), tasks)]);
        var steps = Baselines.All.Select(method => Steps.Of(method, objective, batch)).ToArray();
        var times = StepBenchmark.Times(steps, rounds);
        var reference = times[Baselines.All.ToList().FindIndex(method => method is LinearScalarization)];
        return (StepBenchmark.Median(reference), [.. times.Select(column => StepBenchmark.Median([.. column.Zip(reference, (time, ls) => time / ls)]))]);
    }

    private static string Text(double multiple) => multiple.ToString("0.00", CultureInfo.InvariantCulture);
}
