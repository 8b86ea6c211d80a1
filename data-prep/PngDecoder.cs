using System.IO.Compression;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Reads PNG pictures: grey, RGB, palette, with or without alpha, of any depth, interlaced or not.</summary>
/// <remarks>Source: ISO/IEC 15948 (PNG). Differs from libpng: colour profiles and gamma are not applied, a transparent colour is not made an alpha channel, a palette's alpha is left out.</remarks>
internal static class PngDecoder
{
    /// <summary>Decodes a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <returns>The picture: 8 bits a sample, or 16 where the file has 16; a palette's colours as RGB.</returns>
    /// <exception cref="PmlException">No PNG, or a damaged one.</exception>
    public static PngImage Decode(ReadOnlyMemory<byte> file, string name)
    {
        var chunks = PngChunks.Read(file, name);
        var header = chunks.Header;
        var channels = header.Kind == 3 ? 3 : header.Samples;
        var image = new PngImage(header.Width, header.Height, channels, header.Depth == 16 ? 16 : 8, new byte[header.Width * header.Height * channels * (header.Depth == 16 ? 2 : 1)]);
        try
        {
            using var rows = new ZLibStream(new PieceStream(chunks.Data), CompressionMode.Decompress);
            foreach (var pass in PngPass.Of(header)) ReadPass(rows, pass, chunks, image, name);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new PmlException($"{name} must have whole compressed rows; {exception.Message} The file is damaged.", exception);
        }
        return image;
    }

    private static void ReadPass(Stream rows, PngPass pass, PngChunks chunks, PngImage image, string name)
    {
        var header = chunks.Header;
        var size = 1 + header.RowBytes(pass.Width);
        var (row, above) = (new byte[size], new byte[size]);
        for (var y = 0; y < pass.Height; y++)
        {
            rows.ReadExactly(row);
            PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), header.FilterStep, name);
            Place(row.AsSpan(1), pass, y, chunks, image, name);
            (row, above) = (above, row);
        }
    }

    private static void Place(ReadOnlySpan<byte> row, PngPass pass, int y, PngChunks chunks, PngImage image, string name)
    {
        var header = chunks.Header;
        var pixelBytes = image.Channels * image.Depth / 8;
        var start = ((pass.Top + y * pass.Down) * image.Width + pass.Left) * pixelBytes;
        if (header.Depth >= 8 && header.Kind != 3)
        {
            if (pass.Across == 1) row.CopyTo(image.Bytes.AsSpan(start));
            else for (var x = 0; x < pass.Width; x++) row.Slice(x * pixelBytes, pixelBytes).CopyTo(image.Bytes.AsSpan(start + x * pass.Across * pixelBytes));
            return;
        }
        for (var x = 0; x < pass.Width; x++)
        {
            var value = Bits(row, x, header.Depth);
            var pixel = image.Bytes.AsSpan(start + x * pass.Across * pixelBytes, pixelBytes);
            if (header.Kind != 3) pixel[0] = (byte)(value * 255 / ((1 << header.Depth) - 1));
            else if (value * 3 < chunks.Palette.Length) chunks.Palette.Span.Slice(value * 3, 3).CopyTo(pixel);
            else throw new PmlException($"{name} must use colours of its palette of {chunks.Palette.Length / 3}; found place {value}. The file is damaged.");
        }
    }

    private static int Bits(ReadOnlySpan<byte> row, int x, int depth)
    {
        var bit = x * depth;
        return (row[bit / 8] >> (8 - depth - bit % 8)) & ((1 << depth) - 1);
    }
}
