using System.Diagnostics;
using System.Runtime.InteropServices;
using PML.Host.Notebooks;
using PML.Host.Reports;
using PML.Support;
using PML.Sweeps;

namespace PML.Host.Commands;

/// <summary>Runs notebooks one after the other, each in a process of its own, so that none can take the others along, and keeps an index of them.</summary>
internal static class ReportRun
{
    private const int Terminate = 15;

    // Ctrl+C at the terminal is this process's affair: it lets the notebook under way keep its outputs.
    private const string Script = "trap '' INT HUP; exec \"$@\"";

    /// <summary>Runs them.</summary>
    /// <param name="paths">The notebooks.</param>
    /// <param name="parameters">For each of them that has them; a notebook without one of them does not run.</param>
    /// <param name="folder">Where pages, notebooks and index go, absolute.</param>
    /// <returns>0 when all ran to their end, 1 when one did not, 130 when the user stopped.</returns>
    /// <exception cref="PmlException">A file is no notebook, or the folder cannot be written; nothing has run.</exception>
    public static async Task<int> Run(IReadOnlyList<string> paths, IReadOnlyList<KeyValuePair<string, string>> parameters, string folder)
    {
        string index = Path.Combine(folder, "index.html");
        OutputFile.CheckWritable(index, "--report");
        var entries = ReportEntry.Of([.. paths.Select(Notebook.Read)]);
        string[] options = [.. parameters.SelectMany(p => (string[])["-p", $"{p.Key}={p.Value}"])];
        AtomicFile.WriteText(index, ReportIndex.Of(entries));
        bool stopped = await Signals.Until(async stop =>
        {
            for (int i = 0; i < entries.Length && !stop.IsCancellationRequested; i++)
            {
                Console.Error.WriteLine($"--- {entries[i].Source.Name} ({i + 1} of {entries.Length})");
                entries[i] = await RunOne(entries[i], options, folder, stop);
                AtomicFile.WriteText(index, ReportIndex.Of(entries));
            }
            return stop.IsCancellationRequested;
        });
        Console.Error.WriteLine($"{entries.Count(e => e.State == ReportState.Done)} of {entries.Length} notebooks ran to their end. Wrote {index}");
        return stopped ? Signals.Interrupted : entries.All(e => e.State == ReportState.Done) ? 0 : PmlCommand.WorkFailed;
    }

    private static async Task<ReportEntry> RunOne(ReportEntry entry, string[] options, string folder, CancellationToken stop)
    {
        string notebook = Path.Combine(folder, entry.Name + ".ipynb"), page = Path.Combine(folder, entry.Name + ".html");
        // What an earlier report left there is not this run's.
        foreach (string old in (string[])[notebook, page]) File.Delete(old);
        var watch = Stopwatch.StartNew();
        using var process = Start(["run", entry.Source.FullPath, .. options, "--out", notebook, "--html", page]);
        using var registration = stop.Register(() => End(process));
        await process.WaitForExitAsync(CancellationToken.None);
        var state = process.ExitCode switch { 0 => ReportState.Done, Signals.Interrupted => ReportState.Stopped, _ => ReportState.Failed };
        return entry.After(state, process.ExitCode, watch.Elapsed, folder);
    }

    private static Process Start(string[] arguments)
    {
        string[] command = [WorkerCommand.DotNet, typeof(ReportRun).Assembly.Location, .. arguments];
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(command[0], command[1..]) : new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", .. command]);
        return Process.Start(start)!;
    }

    private static void End(Process process)
    {
        if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
        else _ = Kill(process.Id, Terminate);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
