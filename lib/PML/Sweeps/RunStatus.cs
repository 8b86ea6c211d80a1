using System.Text.Json;
using PML.Support;
using PML.Training;

namespace PML.Sweeps;

/// <summary>How far a worker is: a small file that it replaces at most once a second, for whoever looks.</summary>
/// <param name="Process">The worker's process number.</param>
/// <param name="First">The step at which this process began to report; higher than an earlier process's where it went on from a newer checkpoint.</param>
/// <param name="Progress">Where the training stands; null before its first step.</param>
internal sealed record RunStatus(int Process, long First, TrainProgress? Progress)
{
    /// <summary>What a worker says before its first step.</summary>
    internal static RunStatus Begun => new(Environment.ProcessId, 0, null);

    /// <summary>The status after a step.</summary>
    internal RunStatus After(TrainProgress progress) => this with { First = Progress is null ? progress.Step : First, Progress = progress };

    /// <summary>Writes it, whole or not at all.</summary>
    /// <exception cref="PmlException">The file cannot be written.</exception>
    internal void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this));

    /// <summary>Reads one; null where there is none.</summary>
    internal static RunStatus? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<RunStatus>(File.ReadAllText(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
