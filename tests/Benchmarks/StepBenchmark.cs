using System.Globalization;
using PML.Networks;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using PML.Tests.Support;
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

        var rows = new List<(string Name, Func<double> Step)>
        {
            ("PML step, batched and flat", Steps.Of(new PmlOptions { Window = Window }, objective, batch)),
            ("PML step, reference form", Reference(network, batch)),
            ("LeNet step", Steps.Of(new LinearScalarization(), objective, batch)),
        };

        var times = Times([.. rows.Select(row => row.Step)], rounds);
        var medians = times.Select(Median).ToArray();
        Console.WriteLine($"{EngineInfo.Name}, device {device}, LeNet, batch {BatchSize}, W = {Window}, m = 2, {get_num_threads()} thread, median of {rounds} rounds\n");
        Console.WriteLine("| step | median ms | min | against |");
        Console.WriteLine("| --- | --- | --- | --- |");
        for (var i = 0; i < rows.Count; i++)
        {
            var against = i == 0 ? string.Create(CultureInfo.InvariantCulture, $"{medians[0] / medians[1]:0.000} of the reference form (bar 0.60)") : "1";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rows[i].Name} | {medians[i]:0.00} | {times[i].Min():0.00} | {against} |"));
        }
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

    private static Func<double> Reference(LeNet network, Batch batch)
    {
        var reference = new ReferenceStep(network, 2, batch.X.device);
        var random = Seeds.Stream(0, "alpha");
        return () =>
        {
            var alphas = Enumerable.Range(0, Window).Select(_ => Simplex.Dirichlet([1, 1], random)).ToArray();
            return Steps.Time(batch.X.device, () => reference.Step(batch, alphas));
        };
    }

    internal static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
