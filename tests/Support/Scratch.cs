namespace PML.Tests.Support;

/// <summary>A folder for one test, gone afterwards.</summary>
/// <param name="parent">Where; null for the system's folder for such things.</param>
internal sealed class Scratch(string? parent = null) : IDisposable
{
    internal string Folder { get; } = parent is null ? Directory.CreateTempSubdirectory("pml-test-").FullName
        : Directory.CreateDirectory(Path.Combine(parent, $"pml-test-{Guid.NewGuid():n}")).FullName;

    internal string this[params string[] parts] => Path.Combine([Folder, .. parts]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
