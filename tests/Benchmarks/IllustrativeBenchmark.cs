using System.Diagnostics;
using PML.Experiments;
using PML.ParetoManifold;
using PML.Support;

namespace PML.Benchmarks;

/// <summary>The illustrative example at full scale: 25 pairs of members for each of the paper's four settings.</summary>
internal static class IllustrativeBenchmark
{
    internal static void Run()
    {
        var pml = Illustrative.Pml;
        (string Name, Illustrative Experiment, PmlOptions Options)[] grids =
        [
            ("c = 1, no balancing", Illustrative.EqualScales, pml),
            ("c = 0.1, no balancing", Illustrative.UnequalScales, pml),
            ("c = 0.1, gradient balancing", Illustrative.UnequalScales, pml with { GradientBalancing = GradientBalancing.UnitNorm }),
            ("c = 0.1, loss balancing", Illustrative.UnequalScales, pml with { LossBalancing = LossBalancing.RunningMean }),
        ];
        Console.WriteLine($"engine {EngineInfo.Name}; 25 pairs side by side, {Illustrative.EqualScales.Steps} steps");
        var all = Stopwatch.StartNew();
        foreach (var (name, experiment, options) in grids)
        {
            var clock = Stopwatch.StartNew();
            var runs = experiment.Train(options);
            Console.WriteLine($"{name,-28} {clock.Elapsed.TotalSeconds,5:0.0} s, {runs.Count(run => run.FoundFront)} of {runs.Count} found the front");
        }

        Console.WriteLine($"{"all",-28} {all.Elapsed.TotalSeconds,5:0.0} s");
    }
}
