using System.Security.Cryptography;
using System.Text;

namespace PML.Training;

/// <summary>Tells other processes that share a results file that a run is under way here, so that they take another.</summary>
/// <remarks>A lock on a file beside the results: the system lets go of it when the process ends, however it ends.</remarks>
internal sealed class RunClaim : IDisposable
{
    private readonly FileStream _file;

    private RunClaim(FileStream file) => _file = file;

    /// <summary>Claims a run.</summary>
    /// <param name="results">The results file.</param>
    /// <param name="setup">The run.</param>
    /// <returns>The claim, to be disposed when the run's record is written; null where another process has it.</returns>
    /// <exception cref="Support.PmlException">The results' folder cannot be written.</exception>
    internal static RunClaim? Take(string results, RunSetup setup)
    {
        var path = Path(results, setup);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            return FileLock.TryTake(path) is { } file ? new RunClaim(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Support.PmlException($"Cannot write beside the results file {results}: {e.Message} Free some space or choose another file.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => FileLock.GiveBack(_file);

    /// <summary>Whether a run is under way somewhere.</summary>
    /// <param name="path">What <see cref="Path"/> gives for it.</param>
    internal static bool IsHeld(string path) => FileLock.IsTaken(path);

    /// <summary>Removes what a killed process left of its claim.</summary>
    internal static void Tidy(string results, RunSetup setup)
    {
        if (File.Exists(Path(results, setup))) Take(results, setup)?.Dispose();
    }

    /// <summary>The file that is locked while a run is under way.</summary>
    /// <param name="results">The results file.</param>
    /// <param name="setup">The run.</param>
    internal static string Path(string results, RunSetup setup)
    {
        var words = $"{setup.Experiment} {setup.Method} {setup.Seed} {setup.Scale} {setup.Data} {RunConfig.Canonical(setup.Config)}";
        return $"{results}.{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(words)))[..12]}.tmp";
    }
}
