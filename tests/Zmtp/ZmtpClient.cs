using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PML.Tests.Zmtp;

/// <summary>A connecting ZMTP 3 peer, written from the protocol's text alone, which can misbehave.</summary>
internal sealed class ZmtpClient : IDisposable
{
    // Only a test that fails waits so long.
    private const int PatienceMilliseconds = 120_000;

    /// <summary>Connects, and says nothing yet.</summary>
    internal ZmtpClient(int port)
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = PatienceMilliseconds, SendTimeout = PatienceMilliseconds };
        Socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>Connects and introduces itself.</summary>
    internal ZmtpClient(int port, string type, string identity = "") : this(port)
    {
        Write([.. Greeting(), .. Ready(type, identity)]);
        ReadHello();
    }

    internal Socket Socket { get; }

    /// <summary>What the other side said of itself: the body of its READY.</summary>
    internal byte[] Hello { get; private set; } = [];

    internal static byte[] Greeting(string mechanism = "NULL", byte version = 3) =>
        [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, version, 1, .. Encoding.ASCII.GetBytes(mechanism.PadRight(20, '\0')), .. new byte[32]];

    internal static byte[] Ready(string type, string identity = "") =>
        Command("READY", [.. Property("Socket-Type", Encoding.ASCII.GetBytes(type)), .. Property("Identity", Encoding.ASCII.GetBytes(identity))]);

    internal static byte[] Property(string name, byte[] value)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. length, .. value];
    }

    internal static byte[] Command(string name, params byte[] rest) => Frame(4, [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. rest]);

    internal static byte[] Frame(byte flags, byte[] body) => [.. Head(flags, body.Length), .. body];

    /// <summary>A frame's flags and length; the short form where that is possible.</summary>
    internal static byte[] Head(byte flags, long length)
    {
        if (length is >= 0 and < 256) return [flags, (byte)length];
        var head = new byte[9];
        head[0] = (byte)(flags | 2);
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(1), length);
        return head;
    }

    internal static byte[] Message(params byte[][] frames) =>
        [.. frames.SelectMany((frame, i) => Frame(i < frames.Length - 1 ? (byte)1 : (byte)0, frame))];

    internal void Send(params byte[][] frames) => Write(Message(frames));

    internal void Subscribe(string topic) => Send([1, .. Encoding.ASCII.GetBytes(topic)]);

    internal void Write(byte[] bytes)
    {
        for (int sent = 0; sent < bytes.Length;) sent += Socket.Send(bytes, sent, bytes.Length - sent, SocketFlags.None);
    }

    internal void WriteByteByByte(byte[] bytes)
    {
        foreach (byte one in bytes) Socket.Send([one]);
    }

    internal void ReadHello()
    {
        Assert.Equal(0xFF, Read(64)[0]);
        var (flags, body) = ReadFrame();
        Assert.Equal(4, flags);
        Hello = body;
    }

    internal (int Flags, byte[] Body) ReadFrame()
    {
        byte flags = Read(1)[0];
        long length = (flags & 2) != 0 ? BinaryPrimitives.ReadInt64BigEndian(Read(8)) : Read(1)[0];
        return (flags & ~2, Read(checked((int)length)));
    }

    internal byte[][] Receive()
    {
        var frames = new List<byte[]>();
        while (true)
        {
            var (flags, body) = ReadFrame();
            frames.Add(body);
            if (flags == 0) return [.. frames];
            Assert.Equal(1, flags);
        }
    }

    /// <summary>Sends nothing more, but still reads.</summary>
    internal void HalfClose() => Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Reads on until the other side ends the connection.</summary>
    internal void ReadToEnd()
    {
        var rest = new byte[1 << 16];
        try
        {
            while (Socket.Receive(rest) > 0) ;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            // Ended too.
        }
    }

    public void Dispose() => Socket.Dispose();

    private byte[] Read(int count)
    {
        var bytes = new byte[count];
        for (int read = 0; read < count;)
        {
            int more = Socket.Receive(bytes, read, count - read, SocketFlags.None);
            if (more == 0) throw new EndOfStreamException();
            read += more;
        }
        return bytes;
    }
}
