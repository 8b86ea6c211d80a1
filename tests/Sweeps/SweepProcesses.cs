using System.Diagnostics;
using PML.Sweeps;
using PML.Tests.Host;
using PML.Tests.Support;
using PML.Training;

namespace PML.Tests.Sweeps;

/// <summary>A sweep file in a folder of its own, and the command on it.</summary>
internal sealed class SweepProcesses : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _name;

    /// <summary>Writes the file.</summary>
    internal SweepProcesses(string json, string? folder = null)
    {
        Skip.If(OperatingSystem.IsWindows(), "A sweep starts its runs through /bin/sh.");
        Where = folder ?? _scratch.Folder;
        _name = "sweep.json";
        File.WriteAllText(Path.Combine(Where, _name), json);
    }

    internal string Where { get; }

    internal string State => Path.Combine(Where, _name + ".sweep");

    internal string Results => Path.Combine(State, "results.jsonl");

    /// <summary>The records so far.</summary>
    internal IReadOnlyList<RunRecord> Records => File.Exists(Results) ? RunRecords.Load(Results) : [];

    public void Dispose() => _scratch.Dispose();

    /// <summary><c>sweep</c>, with what comes before and after the file's name.</summary>
    internal Process Start(string verb = "", params string[] options) => PmlProcess.Start(Where, null, Words(verb, options));

    internal Task<(int Code, string Output, string Error)> Run(string verb = "", params string[] options) => PmlProcess.Run(Where, null, Words(verb, options));

    /// <summary>Waits for something that a process does in its own time; the process must not end before.</summary>
    internal static async Task Until(Func<bool> holds, Process process)
    {
        while (!holds())
        {
            Assert.False(process.HasExited && !holds(), $"the process ended too early, with {(process.HasExited ? process.ExitCode : 0)}");
            await Task.Delay(10);
        }
    }

    /// <summary>The workers that are alive.</summary>
    internal IReadOnlyList<int> Workers()
    {
        var folder = Path.Combine(State, "status");
        return !Directory.Exists(folder) ? [] : [.. Directory.GetFiles(folder, "*.json").Order().Select(file => (File: file, Status: RunStatus.Read(file))).Where(found => found.Status is { } status && Works(status.Process, found.File)).Select(found => found.Status!.Process)];
    }

    /// <summary>The newest step that a worker told.</summary>
    internal long Step => Directory.Exists(Path.Combine(State, "status")) ? Directory.GetFiles(Path.Combine(State, "status"), "*.json").Select(file => RunStatus.Read(file)?.Progress?.Step ?? 0).DefaultIfEmpty().Max() : 0;

    // The number may be another process's by now.
    private static bool Works(int process, string status)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains(status, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string[] Words(string verb, string[] options) => ["sweep", .. verb.Length > 0 ? (string[])[verb] : [], _name, .. options];

    /// <summary>What must be equal in each making of a run.</summary>
    internal static RunRecord WithoutTimes(RunRecord record) => record with { Seconds = 0, Command = "" };
}
