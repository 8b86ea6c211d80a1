using PML.Support;

namespace PML.DataPrep;

/// <summary>The files below a folder; their names start with the folder's own.</summary>
internal sealed class FolderTree(string folder) : IFileTree
{
    private readonly string parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;

    // Folders that a search looks into: a copy of a data set lies near the top of what it was unpacked to.
    private const int MostFolders = 10_000;

    /// <summary>The folders below one, each before those in it.</summary>
    public static IEnumerable<string> Below(string folder)
    {
        var near = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = true };
        return Directory.EnumerateDirectories(folder, "*", near).Take(MostFolders).Order(StringComparer.Ordinal);
    }

    public string Place => folder;

    public IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateFiles(Path.GetFullPath(folder), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(folder))!, path).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal)];

    public byte[] Read(string name)
    {
        var path = Path.Combine([parent, .. name.Split('/')]);
        var length = new FileInfo(path).Length;
        return length <= IFileTree.MaximumBytes ? File.ReadAllBytes(path) : throw new PmlException($"{path} must have at most {IFileTree.MaximumBytes} bytes; found {length}.");
    }

    public void Dispose() { }
}
