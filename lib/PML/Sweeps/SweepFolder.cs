using PML.Support;
using PML.Training;

namespace PML.Sweeps;

/// <summary>Where a sweep keeps what it needs to go on after anything: all of its state is files.</summary>
/// <param name="path">The folder; made where missing.</param>
/// <param name="results">The results file; null for the one that was named before, else results.jsonl in the folder.</param>
internal sealed class SweepFolder(string path, string? results)
{
    private const string ResultsName = "results.jsonl", ElsewhereName = "results-file.txt";

    private const int LinesOfReason = 6, BytesOfReason = 16 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The folder, a full path: workers may be started elsewhere.</summary>
    internal string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The results file, a full path. Where none is named, the one that the sweep's driver was given last.</summary>
    internal string Results { get; } = System.IO.Path.GetFullPath(results ?? Elsewhere(path) ?? System.IO.Path.Combine(path, ResultsName));

    /// <summary>Held by the driver as long as it lives.</summary>
    internal string Lock => In("lock.tmp");

    /// <summary>Somebody wants the sweep to end.</summary>
    internal string Cancel => In("cancel");

    /// <summary>Checkpoints of the runs.</summary>
    internal string Checkpoints => In("checkpoints");

    /// <summary>Where a worker says how far it is; see <see cref="RunStatus"/>.</summary>
    internal string Status(PlannedRun run) => In("status", run.Name + ".json");

    /// <summary>What a worker has to say beyond that; begun anew at each start.</summary>
    internal string Log(PlannedRun run) => In("log", run.Name + ".log");

    /// <summary>The arrays of a Slurm cluster; see <see cref="SlurmArray"/>.</summary>
    internal string Slurm => In("slurm");

    /// <summary>How often a run was begun in vain; see <see cref="Attempts"/>.</summary>
    internal string Attempts(PlannedRun run) => In("attempts", run.Name + ".json");

    /// <summary>The end of a log: why a worker ended.</summary>
    /// <param name="log">The file.</param>
    /// <param name="otherwise">What is said where it is empty or missing.</param>
    internal static string LastWords(string log, string otherwise)
    {
        try
        {
            using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Seek(-Math.Min(file.Length, BytesOfReason), SeekOrigin.End);
            using var text = new StreamReader(file);
            var said = text.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r')).Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(LinesOfReason).ToArray();
            return said.Length == 0 ? otherwise : string.Join('\n', said);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return otherwise;
        }
    }

    /// <summary>Makes this process the sweep's only driver.</summary>
    /// <returns>To be disposed when it is done; the system does it when the process ends, however it ends.</returns>
    /// <exception cref="PmlException">Another process is the driver, or the folder cannot be written.</exception>
    internal IDisposable Hold()
    {
        try
        {
            Directory.CreateDirectory(Path);
            var file = Take() ?? throw new PmlException($"Another process is at this sweep: it holds {Lock}. Follow it with `lib/pml sweep status`, or end it with `lib/pml sweep cancel`.");
            try
            {
                if (results is not null) AtomicFile.WriteText(In(ElsewhereName), Results);
                if (File.Exists(Cancel)) File.Delete(Cancel);
                return new Held(file);
            }
            catch
            {
                FileLock.GiveBack(file);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"Cannot write the sweep's folder {Path}: {e.Message} Mend its permissions, or free some space.", e);
        }
    }

    /// <summary>Whether a driver is at it.</summary>
    internal bool IsHeld => FileLock.IsTaken(Lock);

    /// <summary>Removes what only runs under way need.</summary>
    internal void Tidy(IEnumerable<PlannedRun> runs)
    {
        foreach (var run in runs) RunClaim.Tidy(Results, run.Setup);
        foreach (var part in (string[])[Checkpoints, In("status"), In("attempts")])
            if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
    }

    // Who only looks whether it is held holds it for an instant.
    private FileStream? Take()
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            if (FileLock.TryTake(Lock) is { } file) return file;
            if (waited.Elapsed > Patience) return null;
            Thread.Sleep(50);
        }
    }

    private static string? Elsewhere(string path) => System.IO.Path.Combine(path, ElsewhereName) is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    private sealed class Held(FileStream file) : IDisposable
    {
        public void Dispose() => FileLock.GiveBack(file);
    }

    private string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}
