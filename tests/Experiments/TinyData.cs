using PML.Data;
using PML.Tests.Data;

namespace PML.Tests.Experiments;

/// <summary>The generated MultiMNIST, prepared once for the tests of a class in a folder of its own.</summary>
public sealed class TinyData : IDisposable
{
    private readonly OwnDataFolder _folder = new();

    /// <summary>From now on data sets are looked for in a fresh folder.</summary>
    public TinyData() => PreparedData.OpenOrPrepare("multimnist", "tiny");

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
