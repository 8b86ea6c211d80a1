using System.Diagnostics;
using System.Runtime.InteropServices;
using PML.Support;
using PML.Training;

namespace PML.Sweeps;

/// <summary>This machine: a process for each run, a few at a time.</summary>
/// <remarks>Runs of a driver that was killed are recognised by their claims, and take up room until they end.</remarks>
/// <param name="folder">The sweep's files.</param>
/// <param name="jobs">How many runs at a time; at least 1.</param>
/// <param name="checkpointSeconds">Seconds between two checkpoints of a run.</param>
internal sealed class LocalProcesses(SweepFolder folder, int jobs, double checkpointSeconds) : IRunPlace
{
    private const int Terminate = 15;

    // The log is the worker's own, so that it outlives this process; Ctrl+C at the terminal and the terminal's end are this process's affair.
    private const string Script = "trap '' INT HUP; exec >\"$1\" 2>&1 </dev/null; shift; exec \"$@\"";

    private readonly Dictionary<PlannedRun, Process> _own = [];
    private readonly HashSet<PlannedRun> _others = [];
    private readonly Dictionary<PlannedRun, string> _claims = [];

    /// <inheritdoc/>
    public bool OutlivesDriver => false;

    /// <inheritdoc/>
    public int Room => Math.Max(0, jobs - _own.Count - _others.Count);

    /// <inheritdoc/>
    public void Start(IReadOnlyList<PlannedRun> runs)
    {
        if (OperatingSystem.IsWindows()) throw new PmlException("A sweep starts its runs through /bin/sh, which Windows does not have. Use the Windows Subsystem for Linux.");
        foreach (var run in runs) _own[run] = StartOne(run);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<PlannedRun, RunState> Poll(IReadOnlyCollection<PlannedRun> open)
    {
        var states = new Dictionary<PlannedRun, RunState>();
        foreach (var (run, process) in _own.Where(own => own.Value.HasExited).ToArray())
        {
            states[run] = Over(run, process.ExitCode);
            _own.Remove(run);
            process.Dispose();
        }

        foreach (var run in _own.Keys) states[run] = new RunState(RunStage.Running);
        _others.IntersectWith(open);
        foreach (var run in open.Where(run => !states.ContainsKey(run)))
        {
            if (IsElsewhere(run)) _others.Add(run);
            if (_others.Contains(run)) states[run] = new RunState(RunStage.Running);
        }

        foreach (var run in _others.Where(run => !IsElsewhere(run)).ToArray())
        {
            states[run] = new RunState(RunStage.Interrupted, SweepFolder.LastWords(folder.Log(run), "its process ended"));
            _others.Remove(run);
        }

        return states;
    }

    /// <inheritdoc/>
    public void Cancel()
    {
        foreach (var process in _own.Values) _ = Kill(process.Id, Terminate);
        // A claim is held, so the number in the status is a living worker's.
        foreach (var run in _others)
            if (RunStatus.Read(folder.Status(run)) is { } status && IsElsewhere(run)) _ = Kill(status.Process, Terminate);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var process in _own.Values) process.Dispose();
    }

    // Asked ten times a second for every open run: the file's name, a hash of all settings, is worked out once.
    private bool IsElsewhere(PlannedRun run)
    {
        if (!_claims.TryGetValue(run, out var path)) _claims[run] = path = RunClaim.Path(folder.Results, run.Setup);
        return RunClaim.IsHeld(path);
    }

    private Process StartOne(PlannedRun run)
    {
        var command = WorkerCommand.Of(run, folder, checkpointSeconds);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", folder.Log(run), command.Program, .. command.Arguments]) { UseShellExecute = false };
        start.Environment["PML_COMMAND"] = command.Typed;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Log(run))!);
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            throw new PmlException($"Cannot start {run}: {e.Message} Runs that are under way go on; start the sweep again when that is mended.", e);
        }
    }

    private RunState Over(PlannedRun run, int code) => code switch
    {
        0 => new RunState(RunStage.Ended),
        WorkerCommand.Stopped => new RunState(RunStage.Interrupted, "it was asked to end"),
        > 128 => new RunState(RunStage.Interrupted, SweepFolder.LastWords(folder.Log(run), $"signal {code - 128} ended it")),
        _ => new RunState(RunStage.Failed, SweepFolder.LastWords(folder.Log(run), $"it ended with code {code}")),
    };

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
