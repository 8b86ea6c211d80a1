using System.Text.Json.Nodes;
using PML.Tests.Host;
using PML.Tests.RepoRules;

namespace PML.Tests.Jupyter;

/// <summary>The kernel's sockets with a ZeroMQ that is not Python's: npm's, which VS Code's Jupyter support is built on.</summary>
public sealed class ZeroMqTests
{
    private static readonly string s_modules = Path.Combine(Repository.Root, "artifacts", "zeromq", "node_modules");

    [SkippableFact]
    public async Task ItTalksToTheKernel()
    {
        Skip.IfNot(Directory.Exists(s_modules), "npm's zeromq is not in artifacts; `lib/pml test Jupyter` fetches it where Node.js and npm are.");
        using var home = new JupyterHome();
        string file = home["connection.json"];
        File.WriteAllText(file, Connection().ToJsonString());
        using var kernel = PmlProcess.Start(home["."], null, "kernel", "start", file);
        try
        {
            var client = home.Run("node", home["."], null, null, Path.Combine(AppContext.BaseDirectory, "zeromq_client.mjs"), s_modules, file);
            Assert.True(client.Code == 0, client.Error);
            Check(JsonNode.Parse(client.Output)!);
        }
        finally
        {
            kernel.Kill(entireProcessTree: true);
            await kernel.WaitForExitAsync();
        }
    }

    private static void Check(JsonNode outcome)
    {
        Assert.Equal(("iopub_welcome", true), ((string?)outcome["welcome"]!["type"], (bool)outcome["welcome"]!["signed"]!));
        Assert.Equal(("beat", "pml-csharp"), ((string?)outcome["heartbeat"], (string?)outcome["info"]));
        Assert.Equal("""{"status":"ok","kinds":["status","execute_input","execute_result","status"],"value":"42","signed":true}""", outcome["cell"]!.ToJsonString());
        // Of a stream of 20 MB the first million characters, and a word about the rest; a value of 20 MB whole.
        Assert.EndsWith("(cut here: more than 1000000 characters)\n", (string?)outcome["stream"]!["end"], StringComparison.Ordinal);
        Assert.Equal(1_000_000, (int)outcome["stream"]!["length"]!, 100.0);
        Assert.Equal(20_000_000, (int)outcome["value"]!["length"]!);
    }

    private static JsonObject Connection()
    {
        var ports = FreePorts(5);
        return new JsonObject
        {
            ["ip"] = "127.0.0.1", ["transport"] = "tcp", ["signature_scheme"] = "hmac-sha256", ["key"] = Guid.NewGuid().ToString("n"),
            ["shell_port"] = ports[0], ["control_port"] = ports[1], ["iopub_port"] = ports[2], ["stdin_port"] = ports[3], ["hb_port"] = ports[4],
        };
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((System.Net.IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}
