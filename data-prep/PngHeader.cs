using System.Buffers.Binary;
using PML.Support;

namespace PML.DataPrep;

/// <summary>What a PNG's first chunk says: size, depth, kind of colour, and whether the rows come interlaced.</summary>
/// <param name="Width">Columns, 1 to <see cref="MaximumSide"/>.</param>
/// <param name="Height">Rows, 1 to <see cref="MaximumSide"/>.</param>
/// <param name="Depth">Bits a sample in the file: 1, 2, 4, 8 or 16.</param>
/// <param name="Kind">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.</param>
/// <param name="Interlaced">Whether in the seven passes of Adam7.</param>
internal sealed record PngHeader(int Width, int Height, int Depth, int Kind, bool Interlaced)
{
    public const int Length = 13;
    public const int MaximumSide = 16_384;

    // Twice Cityscapes' size at RGB of 16 bits has 48 MiB.
    private const long MaximumBytes = 64 << 20;

    /// <summary>Samples a pixel in the file: a palette's place is one.</summary>
    public int Samples => Kind switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Bytes from a sample to the one that filters compare it with; at least 1.</summary>
    public int FilterStep => Math.Max(1, Samples * Depth / 8);

    /// <summary>Bytes of a row of so many pixels, without its filter byte.</summary>
    public int RowBytes(int width) => (width * Samples * Depth + 7) / 8;

    /// <summary>Bytes of all rows with their filter bytes, before compression.</summary>
    public long RawBytes => PngPass.Of(this).Sum(pass => (long)pass.Height * (1 + RowBytes(pass.Width)));

    /// <summary>Reads the chunk and checks it before anything is allocated by it.</summary>
    /// <exception cref="PmlException">It says something that PNG does not know, or the picture would be too large.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> chunk, string name)
    {
        if (chunk.Length != Length) throw new PmlException($"{name} must have a header of {Length} bytes; found {chunk.Length}. The file is damaged.");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(chunk), BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]));
        if (width is 0 or > MaximumSide || height is 0 or > MaximumSide) throw new PmlException($"{name} must be 1 to {MaximumSide} pixels wide and high; found {width} x {height}.");
        var (depth, kind) = (chunk[8], chunk[9]);
        if (!(depth, kind).IsKnown() || chunk[10] != 0 || chunk[11] != 0 || chunk[12] > 1)
        {
            throw new PmlException($"{name} must be of a depth, colour kind, compression, filter and interlace that PNG has; found {depth}, {kind}, {chunk[10]}, {chunk[11]}, {chunk[12]}. The file is damaged.");
        }
        var header = new PngHeader((int)width, (int)height, depth, kind, chunk[12] == 1);
        var bytes = (long)width * height * 4 * (depth == 16 ? 2 : 1);
        return bytes <= MaximumBytes ? header : throw new PmlException($"{name} must have at most {MaximumBytes} bytes of samples; its {width} x {height} pixels would have {bytes}.");
    }
}

/// <summary>Which depths each kind of colour may have (PNG, table 11.1).</summary>
file static class Depths
{
    public static bool IsKnown(this (byte Depth, byte Kind) pair) => pair.Kind switch
    {
        0 => pair.Depth is 1 or 2 or 4 or 8 or 16,
        3 => pair.Depth is 1 or 2 or 4 or 8,
        2 or 4 or 6 => pair.Depth is 8 or 16,
        _ => false,
    };
}
