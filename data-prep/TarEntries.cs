using System.Text;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Reads the files of a tar archive that comes from outside. No path of it is ever used to write, and no size that it claims is believed beyond a limit.</summary>
/// <remarks>Source: POSIX.1 ustar. Differs from the runtime's reader: that one takes as much memory as an extended header asks for.</remarks>
/// <param name="archive">The unpacked archive.</param>
/// <param name="name">Its name, for messages.</param>
/// <param name="maximumFile">The size in bytes from which a file is passed over.</param>
internal sealed class TarEntries(Stream archive, string name, int maximumFile)
{
    private const int Block = 512;
    private readonly byte[] scratch = new byte[1 << 16];

    /// <summary>The regular files, in the archive's order.</summary>
    /// <param name="wanted">Whether a file is to be read, by its name without folders.</param>
    /// <returns>Names without folders, and contents; null for one that is too big.</returns>
    /// <exception cref="PmlException">The archive is damaged or ends too early.</exception>
    public IEnumerable<(string Name, byte[]? Content)> Read(Func<string, bool> wanted)
    {
        var header = new byte[Block];
        while (true)
        {
            Fill(header);
            // A block of zeros ends an archive.
            if (header.AsSpan().IndexOfAnyExcept((byte)0) < 0) yield break;
            var (file, size) = Parse(header);
            var padded = (size + Block - 1) / Block * Block;
            if (file is null || !wanted(file))
            {
                Skip(padded);
            }
            else if (size > maximumFile)
            {
                Skip(padded);
                yield return (file, null);
            }
            else
            {
                var content = new byte[(int)size];
                Fill(content);
                Skip(padded - size);
                yield return (file, content);
            }
        }
    }

    private (string? File, long Size) Parse(ReadOnlySpan<byte> header)
    {
        var sum = 8 * ' ';
        for (var at = 0; at < Block; at++) sum += at is >= 148 and < 156 ? 0 : header[at];
        if (Octal(header.Slice(148, 8)) != sum || Octal(header.Slice(124, 12)) is not { } size) throw Damaged("a header's checksum or size is wrong");
        var regular = header[156] is 0 or (byte)'0';
        var path = header[..100];
        var end = path.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(end < 0 ? path : path[..end]);
        return (regular ? text[(text.LastIndexOf('/') + 1)..] : null, size);
    }

    /// <summary>An octal number that ends at a space, a zero or the field's end; null where it is none. Never too great for what follows.</summary>
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

    private void Skip(long bytes)
    {
        for (; bytes > 0; bytes -= Math.Min(bytes, scratch.Length)) Fill(scratch.AsSpan(0, (int)Math.Min(bytes, scratch.Length)));
    }

    private void Fill(Span<byte> buffer)
    {
        try
        {
            archive.ReadExactly(buffer);
        }
        catch (EndOfStreamException)
        {
            throw Damaged("it ends too early");
        }
        catch (InvalidDataException exception)
        {
            throw Damaged($"it is no whole gzip file: {exception.Message}");
        }
    }

    private PmlException Damaged(string what) => new($"{name} must be a whole .tar.gz archive; {what}. Get it again.");
}
