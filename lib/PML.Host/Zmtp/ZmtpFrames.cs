using System.Buffers.Binary;

namespace PML.Host.Zmtp;

/// <summary>Frames on a stream: flags, length, body (ZMTP 3.0, rfc.zeromq.org/spec/23).</summary>
internal static class ZmtpFrames
{
    /// <summary>Flag: another frame of the message follows.</summary>
    public const byte More = 1;

    /// <summary>Flag: the length takes eight bytes.</summary>
    public const byte Long = 2;

    /// <summary>Flag: the frame is a command of the protocol, not part of a message.</summary>
    public const byte Command = 4;

    private const int LargestCommand = 4096, Piece = 1 << 16;

    /// <summary>Reads a frame.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="room">The largest body to accept, in bytes.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="InvalidDataException">It is no frame, or larger.</exception>
    /// <exception cref="EndOfStreamException">The connection ended.</exception>
    public static async Task<(byte Flags, byte[] Body)> Read(Stream stream, long room, CancellationToken stop)
    {
        var head = new byte[9];
        await stream.ReadExactlyAsync(head.AsMemory(0, 2), stop);
        byte flags = head[0];
        if ((flags & ~(More | Long | Command)) != 0 || (flags & (More | Command)) == (More | Command)) throw new InvalidDataException($"no frame has the flags {flags}");
        long length = head[1];
        if ((flags & Long) != 0)
        {
            await stream.ReadExactlyAsync(head.AsMemory(2, 7), stop);
            length = BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(1));
        }
        if ((flags & Command) != 0) room = Math.Min(room, LargestCommand);
        if (length < 0 || length > room) throw new InvalidDataException($"a frame of {length} bytes is more than the {room} that there is room for");
        return (flags, await ReadBody(stream, (int)length, stop));
    }

    /// <summary>The bytes of a message's frames.</summary>
    public static byte[] Encode(IReadOnlyList<byte[]> frames)
    {
        long size = frames.Sum(f => 9L + f.Length);
        var bytes = new MemoryStream(checked((int)size));
        for (int i = 0; i < frames.Count; i++) Append(bytes, frames[i], i < frames.Count - 1 ? More : (byte)0);
        return bytes.ToArray();
    }

    /// <summary>The bytes of a command.</summary>
    public static byte[] EncodeCommand(string name, ReadOnlySpan<byte> rest)
    {
        var bytes = new MemoryStream();
        Append(bytes, [(byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name), .. rest], Command);
        return bytes.ToArray();
    }

    // What was not sent yet takes no memory: a length is only a promise.
    private static async Task<byte[]> ReadBody(Stream stream, int length, CancellationToken stop)
    {
        var body = new byte[Math.Min(length, Piece)];
        for (int read = 0; read < length;)
        {
            if (read == body.Length) Array.Resize(ref body, (int)Math.Min(length, 2L * body.Length));
            await stream.ReadExactlyAsync(body.AsMemory(read), stop);
            read = body.Length;
        }
        return body;
    }

    private static void Append(MemoryStream bytes, byte[] body, byte flags)
    {
        bool isLong = body.Length > byte.MaxValue;
        bytes.WriteByte((byte)(flags | (isLong ? Long : 0)));
        if (isLong)
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(length, body.Length);
            bytes.Write(length);
        }
        else
        {
            bytes.WriteByte((byte)body.Length);
        }
        bytes.Write(body);
    }
}
