using PML.Support;

namespace PML.Sweeps;

/// <summary>The process that executes one run of a sweep, wherever it is started.</summary>
/// <remarks>
/// It claims the run, ends at once where the results hold it already, goes on from its checkpoint where there is one, writes its
/// <see cref="RunStatus"/>, adds the record, and removes the checkpoint. It may be started twice or killed at any moment. SIGTERM makes it
/// write its checkpoint and end with code 130.
/// </remarks>
/// <param name="Program">The .NET host, a full path where it is known.</param>
/// <param name="Arguments">Its arguments; all paths are full ones.</param>
/// <param name="Typed">What one would type for this run alone; the variable PML_COMMAND of its process, which its record names.</param>
internal sealed record WorkerCommand(string Program, IReadOnlyList<string> Arguments, string Typed)
{
    /// <summary>The exit code of a worker that was asked to end.</summary>
    internal const int Stopped = 130;

    /// <summary>The command for a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">Where the sweep keeps its files.</param>
    /// <param name="checkpointSeconds">Seconds between two checkpoints.</param>
    /// <exception cref="PmlException">The run cannot be named to another process, or the kit's command is not beside the library.</exception>
    internal static WorkerCommand Of(PlannedRun run, SweepFolder folder, double checkpointSeconds)
    {
        var arguments = RunWords.Of(run.Request).Arguments(run.Request);
        return new WorkerCommand(DotNet,
        [
            Host, "train", .. arguments, "--results", folder.Results, "--checkpoint", folder.Checkpoints,
            "--checkpoint-every", FormattableString.Invariant($"{checkpointSeconds}"), "--status", folder.Status(run),
        ], $"lib/pml train {string.Join(' ', arguments)}");
    }

    /// <summary>The .NET host that runs this process, or the one on the path.</summary>
    internal static string DotNet => Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } named ? named : "dotnet";

    private static string Host
    {
        get
        {
            var host = Path.Combine(AppContext.BaseDirectory, "PML.Host.dll");
            if (typeof(WorkerCommand).Assembly.Location is { Length: > 0 } library) host = Path.Combine(Path.GetDirectoryName(library)!, "PML.Host.dll");
            return File.Exists(host) ? host : throw new PmlException($"A sweep starts its runs with PML.Host.dll, which must lie beside PML.dll; there is no {host}. Load the library from lib/bin, which `lib/pml setup` makes.");
        }
    }
}
