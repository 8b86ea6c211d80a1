using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using PML.Host.Jupyter;
using PML.Support;

namespace PML.Tests.Jupyter;

/// <summary>How a kernel begins and ends.</summary>
public sealed class KernelEndTests
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_shutdown_is_answered_to_all_before_the_kernel_ends(bool restart, bool byControl)
    {
        using var fixture = new KernelFixture();
        var client = fixture.Client;
        var channel = byControl ? client.Control : client.Shell;
        string id = client.Send("shutdown_request", new JsonObject { ["restart"] = restart }, channel);
        var reply = client.Reply(id, channel);
        Assert.Equal(("shutdown_reply", "ok", restart), (reply.Type, reply.Text("status"), (bool)reply.Content["restart"]!));
        Assert.Empty(client.Published(id));
        var told = client.Hear(client.IoPub);
        Assert.Equal(("shutdown_reply", restart), (told.Type, (bool)told.Content["restart"]!));
        await fixture.Kernel.Ended;
    }

    [Fact]
    public async Task A_shutdown_does_not_wait_for_the_running_cell()
    {
        using var fixture = new KernelFixture();
        fixture.Client.Send("execute_request", KernelClient.Code("await Task.Delay(-1);"));
        fixture.Client.Ask("shutdown_request", by: fixture.Client.Control);
        await fixture.Kernel.Ended;
    }

    [Fact]
    public void A_port_that_is_taken_is_told_and_the_others_are_free_again()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var connection = KernelClient.FreePorts() with { Shell = port };
        string message = Assert.Throws<PmlException>(() => new JupyterKernel(connection, Path.GetTempPath())).Message;
        Assert.Contains($"cannot listen on port {port} of 127.0.0.1", message);
        Assert.Contains("Start it again from Jupyter", message);
        using var other = new TcpListener(IPAddress.Loopback, connection.IoPub);
        other.Start();
    }

    [Fact]
    public async Task A_kernel_ends_with_the_process_that_started_it()
    {
        if (OperatingSystem.IsWindows()) return;
        using var parent = Process.Start("sleep", "1000");
        var gone = ClientWatch.Gone(parent.Id.ToString());
        Assert.False(gone.IsCompleted);
        parent.Kill();
        await gone;
        foreach (string? none in new[] { null, "", "no number", "1", "0", "-7" }) Assert.False(ClientWatch.Gone(none).IsCompleted);
    }
}
