using System.Diagnostics;
using System.Globalization;
using PML.Support;

namespace PML.Benchmarks;

/// <summary>Steps of this build against those of another checkout's, each in a process of its own that waits for its turn.</summary>
internal static class AgainstBenchmark
{
    private const int WarmUp = 3;

    /// <summary>Takes a step for each line of input.</summary>
    internal static void Work(string name)
    {
        var step = Steps.All[name].Start();
        Console.WriteLine(EngineInfo.Name);
        while (Console.ReadLine() is not null) Console.WriteLine(step().ToString("R", CultureInfo.InvariantCulture));
    }

    internal static void Run(string other, int rounds)
    {
        var mine = typeof(AgainstBenchmark).Assembly.Location;
        Console.WriteLine($"median of {rounds} rounds, each step of both builds in turn, one thread\n");
        Console.WriteLine("| step | other, ms | this, ms | this / other |\n| --- | --- | --- | --- |");
        foreach (var (name, (what, _)) in Steps.All)
        {
            using var there = Worker.Start(other, name);
            using var here = Worker.Start(mine, name);
            if (there is null || here is null)
            {
                Console.WriteLine($"| {what} | not known there | | |");
                continue;
            }

            var times = StepBenchmark.Times([there.Step, here.Step], rounds);
            var (before, now) = (StepBenchmark.Median(times[0]), StepBenchmark.Median(times[1]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {what} | {before:0.00} ({there.Engine}) | {now:0.00} ({here.Engine}) | {now / before:0.00} |"));
        }
    }

    private sealed class Worker : IDisposable
    {
        private readonly Process _process;

        private Worker(Process process, string engine) => (_process, Engine) = (process, engine);

        internal string Engine { get; }

        internal static Worker? Start(string dll, string step)
        {
            // What it complains of reaches the terminal.
            var start = new ProcessStartInfo("dotnet", [dll, "worker", step]) { RedirectStandardInput = true, RedirectStandardOutput = true };
            var process = Process.Start(start)!;
            if (process.StandardOutput.ReadLine() is { } engine) return new Worker(process, engine);
            process.Dispose();
            return null;
        }

        internal double Step()
        {
            _process.StandardInput.WriteLine();
            var told = _process.StandardOutput.ReadLine() ?? throw new PmlException("A worker ended early.");
            return double.Parse(told, CultureInfo.InvariantCulture);
        }

        public void Dispose()
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
