using PML.Host.Jupyter;
using PML.Tests.Support;

namespace PML.Tests.Jupyter;

/// <summary>A kernel in this process and a client of it.</summary>
public sealed class KernelFixture : IDisposable
{
    private readonly Scratch _scratch = new();

    public KernelFixture()
    {
        string path = _scratch["connection.json"];
        File.WriteAllText(path, KernelClient.FileOf(KernelClient.FreePorts()).ToJsonString());
        Connection = ConnectionFile.Read(path);
        Kernel = new JupyterKernel(Connection, _scratch.Folder);
        Client = new KernelClient(Connection);
    }

    internal string Folder => _scratch.Folder;

    internal ConnectionFile Connection { get; }

    internal JupyterKernel Kernel { get; }

    internal KernelClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        Kernel.Dispose();
        _scratch.Dispose();
    }
}
