using PML.Data;
using PML.Tests.Support;

namespace PML.Tests.Data;

/// <summary>A fresh folder in which data sets are looked for and prepared. The variable that names it is the process's, so tests with one run alone.</summary>
public sealed class OwnDataFolder : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(DataFolders.Variable);

    /// <summary>From now on data sets are looked for here.</summary>
    public OwnDataFolder() => Environment.SetEnvironmentVariable(DataFolders.Variable, Folder);

    internal string Folder => _scratch.Folder;

    internal string this[params string[] parts] => _scratch[parts];

    /// <inheritdoc/>
    public void Dispose()
    {
        Environment.SetEnvironmentVariable(DataFolders.Variable, _before);
        _scratch.Dispose();
    }
}
