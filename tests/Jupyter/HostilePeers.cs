using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Jupyter;
using PML.Tests.Support;
using PML.Tests.Zmtp;

namespace PML.Tests.Jupyter;

/// <summary>Peers that send damaged frames and messages, without the connection's key but where it says so.</summary>
/// <param name="connection">The kernel's ports.</param>
/// <param name="seed">Which damage, in which order.</param>
/// <param name="mark">A file that a cell would write if one of theirs ran.</param>
internal sealed class HostilePeers(ConnectionFile connection, int seed, string mark) : IDisposable
{
    private const int MostOpen = 12;   // connections that just stay, at a socket

    private readonly Random _random = new(seed);
    private readonly Queue<ZmtpClient> _open = new();
    private readonly List<ZmtpClient> _shells = [];

    /// <summary>Does one more bad thing.</summary>
    internal void Act()
    {
        int kind = _random.Next(100);
        if (kind < 25) Whole();
        else if (kind < 50) Frames();
        else if (kind < 75) Unsigned();
        else if (kind < 95) Signed();
        else if (kind < 97) Giant();
        else Slow();
    }

    public void Dispose()
    {
        foreach (var client in _open.Concat(_shells)) client.Dispose();
    }

    // Everything that a peer says, greeting included, damaged.
    private void Whole()
    {
        var (port, type) = Socket();
        Talk(new ZmtpClient(port), Damaged([.. ZmtpClient.Greeting(), .. ZmtpClient.Ready(type, "hostile"), .. ZmtpClient.Message(Cell("another key"))]));
    }

    // Damaged frames behind a good introduction.
    private void Frames()
    {
        var (port, type) = Socket();
        byte[] ping = ZmtpClient.Command("PING", 0, 1, 2), topic = ZmtpClient.Command("SUBSCRIBE", [.. "kernel"u8]);
        Talk(new ZmtpClient(port), [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready(type), .. Damaged([.. ping, .. topic, .. ZmtpClient.Message([1, 2]), .. ZmtpClient.Message(Cell("another key"))])]);
    }

    // Whole frames, of which one is damaged, so that the signature is wrong. The connection stays.
    private void Unsigned()
    {
        byte[][] message = Cell(connection.Key);
        int frame = _random.Next(1, message.Length);
        byte[] damaged = Damaged(message[frame]);
        // By chance it may be as it was.
        if (damaged.AsSpan().SequenceEqual(message[frame])) damaged = [.. damaged, (byte)' '];
        message[frame] = damaged;
        Shell(message);
    }

    // Rightly signed, and still damaged.
    private void Signed()
    {
        string[] types = ["kernel_info_request", "history_request", "is_complete_request", "comm_info_request", "comm_open", "input_reply"];
        var content = new JsonObject { ["code"] = "if (x) { }", ["hist_access_type"] = "search", ["pattern"] = "*a?", ["n"] = 5, ["comm_id"] = "c", ["value"] = "v" };
        byte[][] message = KernelClient.Message(types[_random.Next(types.Length)], content, $"{_random.Next()}", connection.Key);
        int frame = _random.Next(2, message.Length);
        message[frame] = Damaged(message[frame]);
        Shell(KernelClient.Signed(message[2..], connection.Key));
    }

    // A size that is never sent.
    private void Giant()
    {
        var (port, type) = Socket();
        long[] sizes = [long.MaxValue, int.MaxValue, 1L << 40, -1, 16 << 20, (16 << 20) + 1, 65_537];
        Talk(new ZmtpClient(port), [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready(type), .. ZmtpClient.Head((byte)(_random.Next(2) * 4), sizes[_random.Next(sizes.Length)]), 1, 2, 3]);
    }

    private void Slow()
    {
        var (port, type) = Socket();
        var client = new ZmtpClient(port);
        try
        {
            client.WriteByteByByte([.. ZmtpClient.Greeting(), .. ZmtpClient.Ready(type), .. Damaged(ZmtpClient.Message([1, 2], [3]))]);
            Leave(client);
        }
        catch (SocketException)
        {
            client.Dispose();   // it was shown out before it was done
        }
    }

    private void Talk(ZmtpClient client, byte[] said)
    {
        try
        {
            client.Write(said);
        }
        catch (SocketException)
        {
            // Shown out before it was done.
        }
        Leave(client);
    }

    // One way or another.
    private void Leave(ZmtpClient client)
    {
        switch (_random.Next(4))
        {
            case 0:
                client.Socket.LingerState = new LingerOption(true, 0);   // a reset
                client.Dispose();
                break;
            case 1:
                _open.Enqueue(client);
                if (_open.Count > MostOpen) _open.Dequeue().Dispose();
                break;
            default:
                try
                {
                    client.HalfClose();
                    client.ReadToEnd();
                }
                catch (SocketException e) when (e.SocketErrorCode != SocketError.TimedOut)
                {
                    // It was ended from the other side.
                }
                client.Dispose();
                break;
        }
    }

    // Connections that nobody reads from, a new one for each thousand messages.
    private void Shell(byte[][] message)
    {
        if (_random.Next(1000) == 0 || _shells.Count == 0)
        {
            foreach (var old in _shells) old.Dispose();
            _shells.Clear();
            _shells.AddRange([new(connection.Shell, "DEALER", "hostile"), new(connection.Control, "DEALER", "hostile"), new(connection.Stdin, "DEALER", "hostile")]);
        }
        _shells[_random.Next(_shells.Count)].Send(message);
    }

    private byte[][] Cell(string key) => KernelClient.Message("execute_request", KernelClient.Code($"System.IO.File.WriteAllText(@\"{mark}\", \"\");"), $"{_random.Next()}", key);

    private byte[] Damaged(byte[] valid) => Mutations.Of(valid, 1, _random.Next()).Single();

    private (int Port, string Type) Socket() => _random.Next(5) switch
    {
        0 => (connection.Shell, "DEALER"),
        1 => (connection.Control, "DEALER"),
        2 => (connection.Stdin, "DEALER"),
        3 => (connection.IoPub, "SUB"),
        _ => (connection.Heartbeat, "REQ"),
    };
}
