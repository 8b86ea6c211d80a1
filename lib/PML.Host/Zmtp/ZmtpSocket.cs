using System.Net;
using System.Net.Sockets;

namespace PML.Host.Zmtp;

/// <summary>A bound ZeroMQ socket on this machine's loopback address: as much of ZMTP 3.0 as a Jupyter kernel needs.</summary>
/// <remarks>Whatever a peer sends can only end its own connection. Sizes are checked before memory is taken.</remarks>
internal sealed class ZmtpSocket : IDisposable
{
    /// <summary>The largest message that a router takes, all frames together, in bytes: a cell of so much text is no cell.</summary>
    public const int LargestMessage = 16 << 20;

    private const int LargestOther = 1 << 16;   // subscriptions and heartbeats are small
    private const int MostFrames = 64, MostPeers = 64, Buffer = 1 << 16;
    private static readonly TimeSpan s_introduction = TimeSpan.FromSeconds(10);

    private readonly ZmtpRole _role;
    private readonly TcpListener _listener;
    private readonly Action<ZmtpSocket, ZmtpPeer, byte[][]>? _received;
    private readonly Func<byte[], byte[][]>? _welcome;
    private readonly List<ZmtpPeer> _peers = [];   // in the order in which they came
    private readonly CancellationTokenSource _stop = new();
    private int _connections;

    /// <summary>Binds a socket.</summary>
    /// <param name="role">What it does.</param>
    /// <param name="port">The port on the loopback address; 0 for any.</param>
    /// <param name="received">Takes a message, on the connection's own flow: the next one of that peer waits. Router only.</param>
    /// <param name="welcome">Says what a new subscription to a topic is told first. Publisher only.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public ZmtpSocket(ZmtpRole role, int port, Action<ZmtpSocket, ZmtpPeer, byte[][]>? received = null, Func<byte[], byte[][]>? welcome = null)
    {
        (_role, _received, _welcome) = (role, received, welcome);
        _listener = new TcpListener(IPAddress.Loopback, port);
        // There another program could otherwise share the port, and receive what is meant for this one. Elsewhere it would keep a port from a kernel that starts again.
        if (OperatingSystem.IsWindows()) _listener.ExclusiveAddressUse = true;
        _listener.Start(MostPeers);
    }

    /// <summary>Lets peers in; those that came before wait until here.</summary>
    public void Open() => _ = Accept();

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Sends a message to a peer, or to whoever took its name since.</summary>
    public void Send(ZmtpPeer peer, IReadOnlyList<byte[]> message)
    {
        byte[] bytes = ZmtpFrames.Encode(message);
        if (!peer.Enqueue(bytes) && peer.IsGone && peer.Identity.Length > 0) Find(peer.Identity)?.Enqueue(bytes);
    }

    /// <summary>The connected peer of a name, the newest one; null where there is none, or several without a name.</summary>
    public ZmtpPeer? Find(byte[] identity)
    {
        var found = Peers().Where(p => !p.IsGone && p.Identity.AsSpan().SequenceEqual(identity)).ToArray();
        return identity.Length > 0 || found.Length == 1 ? found.LastOrDefault() : null;
    }

    /// <summary>Sends a message to everybody who subscribed to its first frame.</summary>
    /// <param name="message">The frames.</param>
    /// <param name="isSpare">Whether it is the first to be dropped for a peer that does not keep up.</param>
    public void Publish(IReadOnlyList<byte[]> message, bool isSpare = false)
    {
        byte[]? bytes = null;
        foreach (var peer in Peers())
            if (peer.Wants(message[0])) peer.Enqueue(bytes ??= ZmtpFrames.Encode(message), isSpare);
    }

    /// <summary>Waits until what was sent has left, or a time is over.</summary>
    public async Task Flush(TimeSpan limit)
    {
        for (var waited = TimeSpan.Zero; waited < limit && Peers().Any(p => !p.IsFlushed); waited += TimeSpan.FromMilliseconds(10)) await Task.Delay(10);
    }

    /// <summary>Ends all connections.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private ZmtpPeer[] Peers()
    {
        lock (_peers) return [.. _peers];
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _ = Serve(socket);
            }
            catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
            {
                return;   // disposed
            }
            catch (SocketException)
            {
                // A connection that broke before it was one, or no descriptor left: others may still come.
                await Task.Delay(10);
            }
        }
    }

    private async Task Serve(Socket socket)
    {
        using var closed = socket;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        ZmtpPeer? peer = null;
        try
        {
            if (Interlocked.Increment(ref _connections) > MostPeers) return;
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket);
            peer = new ZmtpPeer(await Introduce(stream));
            lock (_peers) _peers.Add(peer);
            // Whichever way ends first ends the other: a connection of which one half is closed is of no use.
            Task[] ways = [Receive(peer, stream, ended.Token), peer.Send(stream, ended.Token)];
            await Task.WhenAny(ways);
            await ended.CancelAsync();
            await Task.WhenAll(ways);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            // Its connection ends; whoever is at the other end comes again if it is a client.
        }
        finally
        {
            peer?.End();
            lock (_peers) _peers.Remove(peer!);
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task<byte[]> Introduce(Stream stream)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(s_introduction);
        return await ZmtpHandshake.Greet(stream, _role, limit.Token);
    }

    private async Task Receive(ZmtpPeer peer, Stream stream, CancellationToken stop)
    {
        var input = new BufferedStream(stream, Buffer);
        var frames = new List<byte[]>();
        long most = _role == ZmtpRole.Router ? LargestMessage : LargestOther, room = most;
        while (true)
        {
            var (flags, body) = await ZmtpFrames.Read(input, room, stop);
            if ((flags & ZmtpFrames.Command) != 0)
            {
                Obey(peer, body);
                continue;
            }
            frames.Add(body);
            room -= body.Length;
            if (frames.Count > MostFrames) throw new InvalidDataException($"more than {MostFrames} frames in a message");
            if ((flags & ZmtpFrames.More) != 0) continue;
            Take(peer, [.. frames]);
            frames.Clear();
            room = most;
        }
    }

    private void Take(ZmtpPeer peer, byte[][] message)
    {
        if (_role == ZmtpRole.Router) _received?.Invoke(this, peer, message);
        else if (_role == ZmtpRole.Echo) peer.Enqueue(ZmtpFrames.Encode(message));
        // Before ZMTP 3.1 a subscription is a message: 1 or 0, and the topic.
        else if (message is [[(0 or 1) and var on, .. var topic]]) Subscribe(peer, on == 1, topic);
    }

    private void Obey(ZmtpPeer peer, byte[] body)
    {
        if (!ZmtpCommand.TryRead(body, out var command)) throw new InvalidDataException("no command");
        if (command.Name is "SUBSCRIBE" or "CANCEL") Subscribe(peer, command.Name == "SUBSCRIBE", command.Rest.Span);
        // A time to live of two bytes comes first; what follows goes back.
        else if (command.Name == "PING" && command.Rest.Length >= 2) peer.Enqueue(ZmtpFrames.EncodeCommand("PONG", command.Rest.Span[2..]));
    }

    private void Subscribe(ZmtpPeer peer, bool on, ReadOnlySpan<byte> topic)
    {
        if (_role == ZmtpRole.Publisher && peer.Subscribe(on, topic) && _welcome is { } welcome) peer.Enqueue(ZmtpFrames.Encode(welcome(topic.ToArray())));
    }
}
