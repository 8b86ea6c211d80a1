using PML.Data;
using PML.Tests.Support;

namespace PML.Tests.Experiments;

/// <summary>The generated MultiMNIST, prepared once for the tests of a class in a folder of its own.</summary>
public sealed class TinyData : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string? _before = Environment.GetEnvironmentVariable("PML_DATA");

    /// <summary>From now on data sets are looked for in a fresh folder.</summary>
    public TinyData()
    {
        Environment.SetEnvironmentVariable("PML_DATA", _scratch["data"]);
        PreparedData.OpenOrPrepare("multimnist", "tiny");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PML_DATA", _before);
        _scratch.Dispose();
    }
}
