namespace PML.DataPrep;

/// <summary>Pieces of memory, read one after the other as one stream.</summary>
internal sealed class PieceStream(IReadOnlyList<ReadOnlyMemory<byte>> pieces) : Stream
{
    private int piece;
    private int offset;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (piece < pieces.Count && offset == pieces[piece].Length) (piece, offset) = (piece + 1, 0);
        if (piece == pieces.Count) return 0;
        var part = pieces[piece].Span[offset..];
        if (part.Length > buffer.Length) part = part[..buffer.Length];
        part.CopyTo(buffer);
        offset += part.Length;
        return part.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
