using PML.Support;

namespace PML.DataPrep;

/// <summary>Reads the files of a tar archive that comes from outside. No path of it is ever used to write, and no size that it claims is believed beyond a limit.</summary>
/// <param name="archive">The unpacked archive.</param>
/// <param name="name">Its name, for messages.</param>
/// <param name="maximumFile">The size in bytes from which a file is passed over.</param>
internal sealed class TarEntries(Stream archive, string name, int maximumFile)
{
    private readonly byte[] scratch = new byte[1 << 16];

    /// <summary>The regular files, in the archive's order.</summary>
    /// <param name="wanted">Whether a file is to be read, by its name without folders.</param>
    /// <returns>Names without folders, and contents; null for one that is too big.</returns>
    /// <exception cref="PmlException">The archive is damaged or ends too early.</exception>
    public IEnumerable<(string Name, byte[]? Content)> Read(Func<string, bool> wanted)
    {
        var header = new byte[TarHeader.Block];
        while (true)
        {
            Fill(header);
            if (TarHeader.IsEnd(header)) yield break;
            var entry = TarHeader.Read(header) ?? throw Damaged("a header's checksum or size is wrong");
            if (entry.File is not { } file || !wanted(file))
            {
                Skip(entry.Padded);
            }
            else if (entry.Size > maximumFile)
            {
                Skip(entry.Padded);
                yield return (file, null);
            }
            else
            {
                var content = new byte[(int)entry.Size];
                Fill(content);
                Skip(entry.Padded - entry.Size);
                yield return (file, content);
            }
        }
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
