using System.Text;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Finds one file in a tar stream, without unpacking anything to the disk.</summary>
/// <remarks>Reads headers of 512 bytes and skips what is between them, so no size that an archive declares is ever allocated.</remarks>
internal static class TarMember
{
    private const int BlockBytes = 512;

    /// <summary>Reads on until the file's first byte.</summary>
    /// <param name="tar">The archive, from its start.</param>
    /// <param name="member">The file's name, in whatever folder of the archive.</param>
    /// <param name="name">The archive's name, for messages.</param>
    /// <returns>The file's size; so many bytes follow.</returns>
    /// <exception cref="PmlException">It is no tar archive, or has no such file.</exception>
    public static long Find(Stream tar, string member, string name)
    {
        var block = new byte[BlockBytes];
        for (; ; )
        {
            var read = tar.ReadAtLeast(block, BlockBytes, throwOnEndOfStream: false);
            if (read == 0 || block.AsSpan().IndexOfAnyExcept((byte)0) < 0) throw new PmlException($"{name} must have {member} in it; it has not.");
            if (read < BlockBytes || Octal(block.AsSpan(148, 8)) != CheckSum(block) || Octal(block.AsSpan(124, 12)) is not { } size)
            {
                throw new PmlException($"{name} must be a tar archive; it is damaged or another kind of file.");
            }
            var isFile = block[156] is 0 or (byte)'0';
            if (isFile && Path.GetFileName(Text(block.AsSpan(0, 100))) == member) return size;
            Skip(tar, (size + BlockBytes - 1) / BlockBytes * BlockBytes, name);
        }
    }

    private static void Skip(Stream tar, long bytes, string name)
    {
        var buffer = new byte[1 << 13];
        while (bytes > 0)
        {
            var read = tar.Read(buffer, 0, (int)Math.Min(buffer.Length, bytes));
            if (read == 0) throw new PmlException($"{name} must be a whole tar archive; it ends early.");
            bytes -= read;
        }
    }

    // At most 11 digits, so no sum below overflows.
    private static long? Octal(ReadOnlySpan<byte> field)
    {
        long number = 0;
        var digits = field.Trim("\0 "u8);
        if (digits.Length is 0 or > 11) return null;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') return null;
            number = number * 8 + digit - '0';
        }
        return number;
    }

    /// <summary>The sum of the header's bytes, its own field taken as spaces.</summary>
    private static long CheckSum(ReadOnlySpan<byte> block)
    {
        long sum = 8 * ' ';
        for (var i = 0; i < block.Length; i++) sum += i is >= 148 and < 156 ? 0 : block[i];
        return sum;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.Latin1.GetString(field[..(field.IndexOf((byte)0) is >= 0 and var end ? end : field.Length)]);
}
