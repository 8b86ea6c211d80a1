using System.Diagnostics;
using PML.Experiments;
using PML.Sweeps;

namespace PML.Benchmarks;

/// <summary>Equal runs one at a time against two at a time.</summary>
internal static class SweepBenchmark
{
    private const double Bar = 0.56;

    internal static void Run(int runs, int epochs)
    {
        var sweep = Sweep.Of(MultiMnist.Code.At("smoke")).Over("epochs", epochs).Seeds([.. Enumerable.Range(0, runs).Select(seed => (long)seed)]);
        var folder = Directory.CreateTempSubdirectory("pml-sweep-").FullName;
        try
        {
            double Seconds(int jobs)
            {
                var clock = Stopwatch.StartNew();
                sweep.Run(Path.Combine(folder, $"{jobs}.sweep"), jobs: jobs);
                return clock.Elapsed.TotalSeconds;
            }

            var (one, two) = (Seconds(1), Seconds(2));
            Console.WriteLine(FormattableString.Invariant($"{runs} runs of {epochs} epochs (tiny MultiMNIST, PML): one at a time {one:0.0} s, two at a time {two:0.0} s, ratio {two / one:0.000} (bar {Bar})"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
