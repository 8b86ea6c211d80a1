using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PML.Host.Jupyter;
using PML.Tests.Host;
using PML.Tests.Support;

namespace PML.Tests.Jupyter;

/// <summary>A kernel as Jupyter starts it: a process with a connection file.</summary>
internal sealed class KernelProcess : IDisposable
{
    private readonly Scratch _scratch = new();

    internal KernelProcess()
    {
        Connection = KernelClient.FreePorts();
        File.WriteAllText(_scratch["c.json"], KernelClient.FileOf(Connection).ToJsonString());
        Process = PmlProcess.Start(_scratch.Folder, null, "kernel", "start", _scratch["c.json"]);
        // Nobody may have to wait because nobody reads.
        _ = Process.StandardOutput.ReadToEndAsync();
        Errors = Process.StandardError.ReadToEndAsync();
    }

    internal ConnectionFile Connection { get; }

    internal Process Process { get; }

    /// <summary>What the process wrote to its standard error, once it ended.</summary>
    internal Task<string> Errors { get; }

    internal string Folder => _scratch.Folder;

    /// <summary>A client, as soon as the kernel listens.</summary>
    internal async Task<KernelClient> Connect()
    {
        while (true)
        {
            try
            {
                return new KernelClient(Connection);
            }
            catch (System.Net.Sockets.SocketException) when (!Process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>The managed memory and all memory of the kernel, in bytes, after a collection.</summary>
    internal static (long Managed, long Process) Memory(KernelClient client)
    {
        const string code = "for (int i = 0; i < 3; i++) { GC.Collect(2, GCCollectionMode.Aggressive, true, true); GC.WaitForPendingFinalizers(); }\n$\"{GC.GetTotalMemory(true)} {Environment.WorkingSet}\"";
        var published = client.Run(code).Published;
        long[] numbers = [.. published[1].Shown!.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
        return (numbers[0], numbers[1]);
    }

    /// <summary>Asks the kernel to end, and waits for it.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> End(KernelClient client)
    {
        client.Ask("shutdown_request", new JsonObject { ["restart"] = false }, client.Control);
        await Process.WaitForExitAsync();
        return Process.ExitCode;
    }

    public void Dispose()
    {
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        Process.WaitForExit();
        Process.Dispose();
        _scratch.Dispose();
    }
}
