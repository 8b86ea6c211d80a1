using System.Buffers.Binary;
using PML.Support;

namespace PML.DataPrep;

/// <summary>A PNG file's chunks, each checked against its checksum.</summary>
/// <param name="Header">The first chunk, read.</param>
/// <param name="Palette">Red, green, blue of each place; empty without one.</param>
/// <param name="Data">The compressed rows, piece by piece, in the file's own memory.</param>
internal sealed record PngChunks(PngHeader Header, ReadOnlyMemory<byte> Palette, IReadOnlyList<ReadOnlyMemory<byte>> Data)
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Parts a file.</summary>
    /// <param name="file">Its bytes; kept.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="PmlException">No PNG, or a damaged one.</exception>
    public static PngChunks Read(ReadOnlyMemory<byte> file, string name)
    {
        if (!file.Span.StartsWith(Signature)) throw Wrong("must start as a PNG; it does not");
        PngHeader? header = null;
        ReadOnlyMemory<byte> palette = default;
        var data = new List<ReadOnlyMemory<byte>>();
        for (var at = Signature.Length; ;)
        {
            var (kind, content) = Chunk(ref at);
            if (header is null != (kind == "IHDR")) throw Wrong($"must have one header, before anything else; found {kind}");
            switch (kind)
            {
                case "IHDR": header = PngHeader.Read(content.Span, name); break;
                case "PLTE": palette = content; break;
                case "IDAT": data.Add(content); break;
                case "IEND": return Checked(new PngChunks(header!, palette, data));
                default:
                    // A capital first letter says that a reader must know the chunk.
                    if (char.IsAsciiLetterUpper(kind[0])) throw Wrong($"must have chunks that PNG knows; found {kind}");
                    break;
            }
        }

        (string Kind, ReadOnlyMemory<byte> Content) Chunk(ref int at)
        {
            var left = file.Length - at;
            if (left < 12) throw Wrong("must end with an IEND chunk; it ends before");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.Span[at..]);
            if (length > left - 12) throw Wrong($"must have a chunk of {length} bytes; it ends before");
            var named = file.Slice(at + 4, 4 + (int)length);
            if (Crc32.Append(0, named.Span) != BinaryPrimitives.ReadUInt32BigEndian(file.Span[(at + 8 + (int)length)..])) throw Wrong("must have chunks whose checksums are right; one is not");
            at += 12 + (int)length;
            return (System.Text.Encoding.Latin1.GetString(named.Span[..4]), named[4..]);
        }

        PngChunks Checked(PngChunks chunks)
        {
            if (chunks.Header.Kind == 3 && (palette.Length is 0 or > 768 || palette.Length % 3 != 0)) throw Wrong($"must have a palette of 1 to 256 colours; found {palette.Length} bytes");
            var packed = data.Sum(piece => (long)piece.Length);
            // DEFLATE packs at most 1032 bytes into one, so a small file that claims a large picture costs no memory.
            return chunks.Header.RawBytes <= packed * 1032 ? chunks : throw Wrong($"must have data for {chunks.Header.RawBytes} bytes of rows; found {packed} bytes, compressed");
        }

        PmlException Wrong(string what) => new($"{name} {what}. It is no PNG or a damaged one.");
    }
}
