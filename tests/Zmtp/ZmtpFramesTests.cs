using System.Buffers.Binary;
using CsCheck;
using PML.Host.Zmtp;

namespace PML.Tests.Zmtp;

/// <summary>Frames on the wire (ZMTP 3.0).</summary>
public sealed class ZmtpFramesTests
{
    private const long Room = 1 << 20;

    [Fact]
    public void What_is_encoded_is_read_again() =>
        Gen.Byte.Array[0, 700].Array[1, 8].Sample(frames =>
        {
            using var stream = new MemoryStream(ZmtpFrames.Encode(frames));
            for (int i = 0; i < frames.Length; i++)
            {
                var (flags, body) = Read(stream);
                Assert.Equal(frames[i], body);
                Assert.Equal(i < frames.Length - 1, (flags & ZmtpFrames.More) != 0);
                Assert.Equal(frames[i].Length > 255, (flags & ZmtpFrames.Long) != 0);
            }
            Assert.Equal(stream.Length, stream.Position);
        }, iter: 300);

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(200_000)]
    public void The_bytes_are_those_of_the_protocol(int length)
    {
        var body = new byte[length];
        new Random(7).NextBytes(body);
        Assert.Equal(ZmtpClient.Message([1, 2], body), ZmtpFrames.Encode([[1, 2], body]));
        using var stream = new MemoryStream(ZmtpClient.Message(body));
        Assert.Equal(body, Read(stream).Body);
    }

    [Fact]
    public void A_command_has_its_flag_and_its_name_in_front()
    {
        Assert.Equal([4, 7, 4, .. "PONG"u8, 8, 9], ZmtpFrames.EncodeCommand("PONG", [8, 9]));
        Assert.True(ZmtpCommand.TryRead([4, .. "PING"u8, 1], out var command));
        Assert.Equal("PING", command.Name);
        Assert.Equal([1], command.Rest.ToArray());
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 5, 65 })]
    public void A_body_without_a_whole_name_is_no_command(byte[] body) => Assert.False(ZmtpCommand.TryRead(body, out _));

    [Theory]
    [InlineData(8)]      // reserved
    [InlineData(0x80)]
    [InlineData(5)]      // a command is never part of a message
    public void Flags_that_no_frame_has_are_refused(byte flags) => Assert.Contains($"flags {flags}", Refused([flags, 0]));

    [Theory]
    [InlineData(Room + 1)]
    [InlineData(int.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_length_beyond_the_room_is_refused(long length) => Assert.Contains($"{length} bytes", Refused(LongHead(0, length)));

    [Fact]
    public void A_command_has_less_room_than_a_message() => Assert.Contains("4096", Refused(LongHead(4, 4097)));

    [Fact]
    public void A_size_that_is_only_declared_takes_no_memory()
    {
        // In memory everything is read on this thread.
        using var stream = new MemoryStream([.. LongHead(0, 512 << 20), 1, 2, 3]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.IsType<EndOfStreamException>(Record.Exception(() => Read(stream, 1L << 30)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_long_form_may_hold_a_short_length()
    {
        using var stream = new MemoryStream([.. LongHead(0, 2), 5, 6]);
        Assert.Equal([5, 6], Read(stream).Body);
    }

    [Fact]
    public void Every_cut_of_a_message_ends_the_reading()
    {
        byte[] whole = ZmtpClient.Message([1, 2, 3]);
        for (int length = 0; length < whole.Length; length++)
        {
            using var stream = new MemoryStream(whole[..length]);
            Assert.IsType<EndOfStreamException>(Record.Exception(() => Read(stream)));
        }
    }

    private static (byte Flags, byte[] Body) Read(Stream stream, long room = Room) => ZmtpFrames.Read(stream, room, CancellationToken.None).GetAwaiter().GetResult();

    private static string Refused(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return Assert.Throws<InvalidDataException>(() => Read(stream)).Message;
    }

    private static byte[] LongHead(byte flags, long length)
    {
        var head = new byte[9];
        head[0] = (byte)(flags | 2);
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(1), length);
        return head;
    }
}
