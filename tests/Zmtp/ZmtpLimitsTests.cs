using PML.Host.Zmtp;

namespace PML.Tests.Zmtp;

/// <summary>How much one peer, and all of them, may take.</summary>
public sealed class ZmtpLimitsTests : IDisposable
{
    private readonly List<ZmtpSocket> _sockets = [];

    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
    }

    [Fact]
    public void A_queue_takes_32_megabytes_or_one_message_and_counts_small_ones_in_full()
    {
        var peer = new ZmtpPeer([]);
        Assert.True(peer.Enqueue(new byte[60 << 20]));
        Assert.False(peer.Enqueue(new byte[1]));
        var other = new ZmtpPeer([]);
        byte[] small = [1];
        int count = 0;
        while (other.Enqueue(small)) count++;
        Assert.InRange(count, 100_000, 500_000);
        Assert.False(other.IsFlushed);
        other.End();
        Assert.True(other.IsFlushed);
        Assert.False(other.Enqueue(small));
    }

    [Theory]
    [InlineData(ZmtpRole.Router, 16 << 20)]
    [InlineData(ZmtpRole.Publisher, 1 << 16)]
    [InlineData(ZmtpRole.Echo, 1 << 16)]
    internal void A_message_has_a_largest_size_in_all_its_frames(ZmtpRole role, int most)
    {
        var socket = Open(role);
        using var client = new ZmtpClient(socket.Port, role == ZmtpRole.Publisher ? "SUB" : "REQ");
        client.Write([.. ZmtpClient.Frame(1, new byte[most / 2]), .. ZmtpClient.Frame(1, new byte[most / 2]), .. ZmtpClient.Head(0, 1)]);
        client.ReadToEnd();
    }

    [Fact]
    public void A_message_has_at_most_64_frames()
    {
        var router = Open(ZmtpRole.Router);
        using var client = new ZmtpClient(router.Port, "DEALER");
        client.Send([.. Enumerable.Repeat(Array.Empty<byte>(), 64)]);
        Assert.Equal(64, client.Receive().Length);
        client.Send([.. Enumerable.Repeat(Array.Empty<byte>(), 65)]);
        client.ReadToEnd();
    }

    [Theory]
    [InlineData(65, 1)]
    [InlineData(1, 257)]
    public void A_peer_has_at_most_64_topics_of_256_bytes(int count, int length)
    {
        var publisher = Open(ZmtpRole.Publisher);
        using var client = new ZmtpClient(publisher.Port, "SUB");
        for (int i = 0; i < count; i++) client.Write(ZmtpClient.Message([1, (byte)i, .. new byte[length - 1]]));
        client.ReadToEnd();
    }

    [Fact]
    public async Task At_most_64_peers_are_let_in_and_a_place_is_free_again_when_one_leaves()
    {
        var echo = Open(ZmtpRole.Echo);
        var clients = Enumerable.Range(0, 64).Select(_ => new ZmtpClient(echo.Port, "REQ")).ToArray();
        using (var tooMany = new ZmtpClient(echo.Port)) tooMany.ReadToEnd();
        clients[0].Dispose();
        while (!Answers(echo.Port)) await Task.Delay(10);
        foreach (var client in clients) client.Dispose();
    }

    private ZmtpSocket Open(ZmtpRole role)
    {
        var socket = new ZmtpSocket(role, 0, (own, peer, frames) => own.Send(peer, frames));
        _sockets.Add(socket);
        socket.Open();
        return socket;
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new ZmtpClient(port, "REQ");
            return true;
        }
        catch (Exception e) when (e is EndOfStreamException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
