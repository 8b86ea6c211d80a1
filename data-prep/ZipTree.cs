using System.IO.Compression;
using PML.Support;

namespace PML.DataPrep;

/// <summary>The files of a zip archive.</summary>
internal sealed class ZipTree : IFileTree
{
    // DEFLATE packs at most 1032 bytes into one.
    private const long MostPacked = 1032;
    private readonly long archiveBytes;
    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);

    /// <summary>Opens an archive.</summary>
    /// <param name="file">Its bytes, which can be sought in; this one's from now on.</param>
    /// <param name="place">Its name, for messages.</param>
    /// <exception cref="PmlException">It is none, or its list of files is damaged.</exception>
    public ZipTree(Stream file, string place)
    {
        Place = place;
        archiveBytes = file.Length;
        try
        {
            archive = new ZipArchive(file, ZipArchiveMode.Read);
            foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/'))) entries.TryAdd(entry.FullName, entry);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            file.Dispose();
            throw new PmlException($"{place} must be a zip archive; {exception.Message} It is damaged or was not fetched whole.", exception);
        }
        Names = [.. entries.Keys.Order(StringComparer.Ordinal)];
    }

    public string Place { get; }

    public IReadOnlyList<string> Names { get; }

    public byte[] Read(string name)
    {
        var entry = entries[name];
        if (entry.Length is < 0 or > IFileTree.MaximumBytes || entry.CompressedLength > archiveBytes || entry.Length > MostPacked * (entry.CompressedLength + 1))
        {
            throw new PmlException($"{name} in {Place} must have at most {IFileTree.MaximumBytes} bytes, and no more than its packed size can hold; it claims {entry.Length}.");
        }
        // An archive has one position in its file, so reading takes turns.
        lock (archive)
        {
            try
            {
                using var stream = entry.Open();
                var bytes = new byte[entry.Length];
                stream.ReadExactly(bytes);
                return stream.ReadByte() < 0 ? bytes : throw new InvalidDataException("It goes on after its end.");
            }
            catch (Exception exception) when (IsDamage(exception))
            {
                throw new PmlException($"{name} in {Place} must be whole; {exception.Message} The archive is damaged.", exception);
            }
        }
    }

    public void Dispose() => archive.Dispose();

    // What the reader of archives throws for bytes that make no sense, in its constructor, its list and its entries.
    private static bool IsDamage(Exception exception) => exception is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException;
}
