using System.Collections.Concurrent;
using System.Text;
using PML.Host.Zmtp;

namespace PML.Tests.Zmtp;

/// <summary>What bound sockets do with messages, and with peers that behave badly.</summary>
public sealed class ZmtpSocketTests : IDisposable
{
    private readonly BlockingCollection<(ZmtpPeer Peer, byte[][] Frames)> _asked = [];
    private readonly List<ZmtpSocket> _sockets = [];

    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
        _asked.Dispose();
    }

    [Fact]
    public void A_router_answers_the_peer_that_asked()
    {
        var router = Open(ZmtpRole.Router);
        using ZmtpClient first = new(router.Port, "DEALER", "a"), second = new(router.Port, "DEALER", "b"), nameless = new(router.Port, "DEALER"), other = new(router.Port, "DEALER");
        ZmtpClient[] clients = [first, second, nameless, other];
        foreach (var client in clients) client.Send([(byte)Array.IndexOf(clients, client)], []);
        for (int i = 0; i < clients.Length; i++)
        {
            var (peer, frames) = Next();
            router.Send(peer, [.. frames, [9]]);
        }
        for (int i = 0; i < clients.Length; i++) Assert.Equal([[(byte)i], [], [9]], clients[i].Receive());
    }

    [Fact]
    public async Task A_router_answers_a_peer_that_came_again_under_its_name()
    {
        var router = Open(ZmtpRole.Router);
        var before = new ZmtpClient(router.Port, "DEALER", "me");
        before.Send([1]);
        var (peer, frames) = Next();
        before.Dispose();
        await Until(() => peer.IsGone);
        using ZmtpClient other = new(router.Port, "DEALER", "not me"), after = new(router.Port, "DEALER", "me");
        await Until(() => router.Find("me"u8.ToArray()) is not null);
        router.Send(peer, frames);
        Assert.Equal([[1]], after.Receive());
    }

    [Fact]
    public async Task Of_peers_of_one_name_the_newest_is_found_and_of_peers_without_one_only_the_single_one()
    {
        var router = Open(ZmtpRole.Router);
        using ZmtpClient older = new(router.Port, "DEALER", "me");
        older.Send([1]);
        var old = Next().Peer;
        using ZmtpClient newer = new(router.Port, "DEALER", "me"), nameless = new(router.Port, "DEALER");
        newer.Send([2]);
        Assert.Same(Next().Peer, router.Find(old.Identity));
        nameless.Send([3]);
        Assert.Same(Next().Peer, router.Find([]));
        using var second = new ZmtpClient(router.Port, "DEALER");
        await Until(() => router.Find([]) is null);
    }

    [Fact]
    public void An_echo_sends_everything_back()
    {
        var echo = Open(ZmtpRole.Echo);
        using var client = new ZmtpClient(echo.Port, "REQ");
        foreach (string text in new[] { "ping", "", new string('x', 1000) })
        {
            client.Send([], Encoding.ASCII.GetBytes(text));
            Assert.Equal([[], Encoding.ASCII.GetBytes(text)], client.Receive());
        }
    }

    [Fact]
    public void A_ping_is_answered_with_what_it_brought()
    {
        var router = Open(ZmtpRole.Router);
        using var client = new ZmtpClient(router.Port, "DEALER");
        client.Write([.. ZmtpClient.Command("OTHER"), .. ZmtpClient.Command("PING", 0), .. ZmtpClient.Command("PING", 0, 10, 65, 66)]);
        var (flags, body) = client.ReadFrame();
        Assert.Equal(4, flags);
        Assert.Equal([4, .. "PONG"u8, 65, 66], body);
    }

    [Fact]
    public void Subscriptions_are_beginnings_and_each_new_one_is_welcomed_once()
    {
        var publisher = Open(ZmtpRole.Publisher);
        using ZmtpClient all = new(publisher.Port, "SUB"), some = new(publisher.Port, "SUB"), newer = new(publisher.Port, "XSUB"), none = new(publisher.Port, "SUB");
        Subscribe(all, "");
        Subscribe(some, "kernel.a");
        newer.Write([.. ZmtpClient.Command("SUBSCRIBE", [.. "kernel.b"u8]), .. ZmtpClient.Command("SUBSCRIBE", [.. "kernel.b"u8])]);
        Assert.Equal(["welcome", "kernel.b"], Texts(newer));
        foreach (string topic in new[] { "kernel", "kernel.a", "kernel.b", "kernel.abc" }) publisher.Publish([Bytes(topic), Bytes("!")]);
        foreach (string topic in new[] { "kernel", "kernel.a", "kernel.b", "kernel.abc" }) Assert.Equal([topic, "!"], Texts(all));
        foreach (string topic in new[] { "kernel.a", "kernel.abc" }) Assert.Equal([topic, "!"], Texts(some));
        Assert.Equal(["kernel.b", "!"], Texts(newer));
        // The welcome behind the cancellation shows that it was done.
        some.Send([0, .. "kernel.a"u8]);
        Subscribe(some, "other");
        newer.Write(ZmtpClient.Command("CANCEL", [.. "kernel.b"u8]));
        newer.Subscribe("last");
        Assert.Equal(["welcome", "last"], Texts(newer));
        none.Subscribe("last");
        Assert.Equal(["welcome", "last"], Texts(none));
        foreach (string topic in new[] { "kernel.a", "kernel.b", "last", "other" }) publisher.Publish([Bytes(topic)]);
        Assert.Equal(["other"], Texts(some));
        Assert.Equal(["last"], Texts(newer));
        Assert.Equal(["last"], Texts(none));
    }

    [Fact]
    public void A_peer_that_stops_reading_holds_up_nobody_and_its_queue_ends()
    {
        var publisher = Open(ZmtpRole.Publisher);
        using ZmtpClient stuck = new(publisher.Port, "SUB"), good = new(publisher.Port, "SUB");
        Subscribe(stuck, "");
        Subscribe(good, "");
        byte[] megabyte = new byte[1 << 20];
        for (byte i = 0; i < 100; i++)
        {
            publisher.Publish([[i], megabyte]);
            var got = good.Receive();
            Assert.Equal((i, megabyte.Length), (got[0][0], got[1].Length));
        }
        // What was kept for it, it gets in order; a small message still found room.
        publisher.Publish([[255]]);
        int last = -1, count = 0;
        for (int next = stuck.Receive()[0][0]; next != 255; next = stuck.Receive()[0][0])
        {
            Assert.True(next > last);
            (last, count) = (next, count + 1);
        }
        Assert.InRange(count, 20, 60);
    }

    [Fact]
    public void A_connection_of_which_one_half_is_closed_ends()
    {
        var router = Open(ZmtpRole.Router);
        using var client = new ZmtpClient(router.Port, "DEALER");
        client.Write([.. ZmtpClient.Head(0, 100), 1, 2, 3]);
        client.HalfClose();
        client.ReadToEnd();
        Assert.Empty(_asked);
    }

    [Fact]
    public void The_end_of_a_socket_ends_its_connections_and_frees_its_port()
    {
        var router = Open(ZmtpRole.Router);
        using ZmtpClient greeted = new(router.Port, "DEALER"), silent = new(router.Port);
        int port = router.Port;
        router.Dispose();
        greeted.ReadToEnd();
        silent.ReadToEnd();
        Assert.Throws<System.Net.Sockets.SocketException>(() => new ZmtpClient(port));
        using var again = new ZmtpSocket(ZmtpRole.Echo, port);
        router.Dispose();
    }

    [Fact]
    public void A_port_that_is_taken_is_refused()
    {
        var router = Open(ZmtpRole.Router);
        Assert.Throws<System.Net.Sockets.SocketException>(() => new ZmtpSocket(ZmtpRole.Echo, router.Port));
    }

    private ZmtpSocket Open(ZmtpRole role)
    {
        var socket = new ZmtpSocket(role, 0, (_, peer, frames) => _asked.Add((peer, frames)), topic => [Bytes("welcome"), topic]);
        _sockets.Add(socket);
        socket.Open();
        return socket;
    }

    private (ZmtpPeer Peer, byte[][] Frames) Next()
    {
        Assert.True(_asked.TryTake(out var next, TimeSpan.FromMinutes(2)));
        return next;
    }

    private static async Task Until(Func<bool> isSo)
    {
        while (!isSo()) await Task.Delay(10);
    }

    private static void Subscribe(ZmtpClient client, string topic)
    {
        client.Subscribe(topic);
        Assert.Equal(["welcome", topic], Texts(client));
    }

    private static string[] Texts(ZmtpClient client) => [.. client.Receive().Select(Encoding.ASCII.GetString)];

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
