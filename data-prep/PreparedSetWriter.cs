using PML.Data;

namespace PML.DataPrep;

/// <summary>Writes a prepared set into a temporary folder beside its place, and puts it there whole.</summary>
/// <remarks>Until <see cref="Commit"/> an earlier set stays as it was; disposed before, nothing is left. The caller holds the folder's <see cref="FolderLock"/>.</remarks>
internal sealed class PreparedSetWriter : IDisposable
{
    private readonly string folder;
    private readonly string temporary;
    private readonly List<ManifestArray> arrays = [];

    /// <summary>Starts the set, and removes what an interrupted run left beside it.</summary>
    /// <param name="folder">The set's folder; it need not exist.</param>
    /// <param name="log">Told of leftovers.</param>
    public PreparedSetWriter(string folder, Action<string> log)
    {
        this.folder = folder;
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        Recover(parent, log);
        temporary = Path.Combine(parent, $"{Prefix}{Guid.NewGuid():N}.tmp");
        Directory.CreateDirectory(temporary);
    }

    private string Prefix => $".{Path.GetFileName(folder)}.";

    private string Earlier => Path.Combine(Path.GetDirectoryName(folder)!, $"{Prefix}old");

    /// <summary>Writes one array.</summary>
    /// <param name="name">Its name without <c>.npy</c>.</param>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="fill">Writes all elements.</param>
    public void Add(string name, NpyType type, long[] shape, Action<NpyWriter> fill)
    {
        var path = Path.Combine(temporary, $"{name}.npy");
        string hash;
        using (var writer = new NpyWriter(path, type, shape))
        {
            fill(writer);
            hash = writer.Commit();
        }
        arrays.Add(ManifestArray.Describe(path, hash));
    }

    /// <summary>Writes the manifest and puts the folder in its place.</summary>
    /// <param name="manifest">The manifest, without its arrays.</param>
    public void Commit(Manifest manifest)
    {
        (manifest with { Arrays = arrays }).Save(temporary);
        var replaces = Directory.Exists(folder);
        if (replaces) Directory.Move(folder, Earlier);
        try
        {
            Directory.Move(temporary, folder);
        }
        catch when (replaces)
        {
            Directory.Move(Earlier, folder);
            throw;
        }
        if (replaces) Directory.Delete(Earlier, recursive: true);
    }

    public void Dispose()
    {
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
    }

    private void Recover(string parent, Action<string> log)
    {
        if (Directory.Exists(Earlier))
        {
            // Killed between the two renames of Commit: the earlier set is whole, so it goes back; else it is only waste.
            if (Directory.Exists(folder)) Directory.Delete(Earlier, recursive: true);
            else Directory.Move(Earlier, folder);
        }
        foreach (var leftover in Directory.GetDirectories(parent, $"{Prefix}*.tmp"))
        {
            log($"Removing {leftover}, which an interrupted run left half-written.");
            Directory.Delete(leftover, recursive: true);
        }
    }
}
