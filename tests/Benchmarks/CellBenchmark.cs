using System.Diagnostics;
using PML.Host.Cells;

namespace PML.Benchmarks;

/// <summary>Cells of a long session: the late ones against the early ones, and the memory at the peak.</summary>
internal static class CellBenchmark
{
    private const int Cells = 200, Some = 50;

    internal static async Task Run()
    {
        using var engine = new CellEngine(Environment.CurrentDirectory, _ => { });
        var times = new List<double>();
        for (var i = 0; i < Cells; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var error = await engine.Run($"record R{i}(int A, double B);\nvar v{i} = Enumerable.Range(0, 10).Select(k => new R{i}(k, k * {i}.5)).ToList();\nvar s{i} = v{i}.Sum(r => r.B){(i > 0 ? $" + s{i - 1}" : "")};\ns{i}", $"cell {i}", default);
            if (error is not null) throw new InvalidOperationException(error.Message);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        // The first cells pay for the compiler's own start.
        var (early, late) = (StepBenchmark.Median(times[10..(10 + Some)]), StepBenchmark.Median(times[^Some..]));
        Console.WriteLine(FormattableString.Invariant($"{Cells} cells: first {times[0]:0} ms, cells 11 to {10 + Some} {early:0.0} ms, last {Some} {late:0.0} ms (medians), ratio {late / early:0.00}; peak {engine.PeakMemory >> 20} MB (bar 350)"));
    }
}
