using System.Text;

namespace PML.DataPrep;

/// <summary>The block before each file of a tar archive.</summary>
/// <remarks>Source: POSIX.1 ustar. Differs from the runtime's reader: that one takes as much memory as an extended header asks for.</remarks>
/// <param name="File">The file's name without folders; null for what is no regular file.</param>
/// <param name="Size">Its size in bytes, below 2^36.</param>
internal readonly record struct TarHeader(string? File, long Size)
{
    /// <summary>The size of a block; headers and files start at multiples of it.</summary>
    public const int Block = 512;

    /// <summary>The size of the file's blocks.</summary>
    public long Padded => (Size + Block - 1) / Block * Block;

    /// <summary>Whether the block is one of the zeros that end an archive.</summary>
    public static bool IsEnd(ReadOnlySpan<byte> block) => block.IndexOfAnyExcept((byte)0) < 0;

    /// <summary>Reads a block; null where its checksum or size is wrong.</summary>
    public static TarHeader? Read(ReadOnlySpan<byte> block)
    {
        // The sum of all bytes, its own field taken as spaces.
        var sum = 8 * ' ';
        for (var at = 0; at < Block; at++) sum += at is >= 148 and < 156 ? 0 : block[at];
        if (Octal(block.Slice(148, 8)) != sum || Octal(block.Slice(124, 12)) is not { } size) return null;
        if (block[156] is not (0 or (byte)'0')) return new TarHeader(null, size);
        var path = block[..100];
        var end = path.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(end < 0 ? path : path[..end]);
        return new TarHeader(text[(text.LastIndexOf('/') + 1)..], size);
    }

    /// <summary>An octal number that ends at a space, a zero or the field's end; null where it is none.</summary>
    private static long? Octal(ReadOnlySpan<byte> field)
    {
        long value = 0;
        foreach (var symbol in field.TrimStart((byte)' '))
        {
            if (symbol is 0 or (byte)' ') return value;
            if (symbol is < (byte)'0' or > (byte)'7') return null;
            value = value * 8 + symbol - '0';
        }
        return value;
    }
}
