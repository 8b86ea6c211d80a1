using System.Buffers.Binary;
using System.IO.Compression;

namespace PML.DataPrep;

/// <summary>Writes PNG pictures of 8 or 16 bits; each row as the difference from the row above.</summary>
internal static class PngEncoder
{
    /// <summary>Encodes a picture.</summary>
    /// <returns>The file's bytes.</returns>
    public static byte[] Encode(PngImage image)
    {
        using var file = new MemoryStream();
        file.Write(PngChunks.Signature);
        Span<byte> header = stackalloc byte[PngHeader.Length];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        (header[8], header[9]) = ((byte)image.Depth, (byte)(image.Channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 }));
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Rows(image));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Rows(PngImage image)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            var bytes = image.Bytes.Length / image.Height;
            var row = new byte[1 + bytes];
            row[0] = 2;
            for (var y = 0; y < image.Height; y++)
            {
                for (var i = 0; i < bytes; i++) row[1 + i] = (byte)(image.Bytes[y * bytes + i] - (y == 0 ? 0 : image.Bytes[(y - 1) * bytes + i]));
                stream.Write(row);
            }
        }
        return packed.ToArray();
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Append(Crc32.Append(0, kind), content));
        file.Write(number);
    }
}
