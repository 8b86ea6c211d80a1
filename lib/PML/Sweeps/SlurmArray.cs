using System.Text.Json;
using PML.Support;

namespace PML.Sweeps;

/// <summary>A job array of a sweep. It is kept in a file, so that a later driver finds the runs of an earlier one.</summary>
/// <param name="Name">The job's name, which no other job has.</param>
/// <param name="Runs">The identity of each task's run.</param>
internal sealed record SlurmArray(string Name, IReadOnlyList<string> Runs)
{
    private const string Ending = ".json";

    /// <summary>The job's number; null until sbatch has told it.</summary>
    public string? Job { get; init; }

    /// <summary>The tasks that were told to be over.</summary>
    public IReadOnlyList<int> Over { get; init; } = [];

    /// <summary>The tasks that are not over.</summary>
    internal IEnumerable<int> Open => Enumerable.Range(0, Runs.Count).Where(index => !Over.Contains(index));

    /// <summary>All arrays of a folder that are not over. A run is in one of them at most, so their order does not matter.</summary>
    internal static IReadOnlyList<SlurmArray> ReadAll(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. from path in Directory.GetFiles(folder, "*" + Ending)
           orderby path
           let array = Read(path)
           where array is not null
           select array,
    ];

    /// <summary>Keeps it.</summary>
    /// <exception cref="PmlException">The file cannot be written.</exception>
    internal void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, Name + Ending), JsonSerializer.Serialize(this));

    /// <summary>Forgets it, with all its files.</summary>
    internal void Delete(string folder)
    {
        // The list itself last: whoever is interrupted here does it again.
        foreach (var path in Directory.GetFiles(folder, Name + "*").OrderBy(path => path.EndsWith(Ending, StringComparison.Ordinal))) File.Delete(path);
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }

    private static SlurmArray? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SlurmArray>(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
