using System.IO.Compression;
using PML.Support;

namespace PML.DataPrep;

/// <summary>The files of Census-Income (KDD) on this machine: as published (<c>census+income+kdd.zip</c>), the archive in it, or unpacked, each also as <c>.gz</c>.</summary>
/// <param name="places">Folders to look in, or files, in this order.</param>
internal sealed class CensusFiles(IReadOnlyList<string> places)
{
    public const string TrainName = "census-income.data";

    /// <summary>The address that a person gets the files from.</summary>
    public const string Address = "https://archive.ics.uci.edu/static/public/117/census+income+kdd.zip";

    public const string Licence = "Census-Income (KDD), UCI Machine Learning Repository, doi 10.24432/C5N30T: CC BY 4.0. Not part of this kit.";

    private const string Archive = "census.tar.gz";
    private const string Package = "census+income+kdd.zip";

    // The real ones have 9.8 MB packed and 104 MB unpacked; their archive 156 MB.
    private const long PackedBytes = 128L << 20;
    private const long UnpackedBytes = 512L << 20;

    public static readonly RawFile Test = new("census-income.test", 51_918_813, "98402b1ab879573d0a7f38a699a40258080e25e33d3401e7bf9c96d3fa0fab8c");

    /// <summary>Reads a file from the first place that has it.</summary>
    /// <typeparam name="T">What becomes of it.</typeparam>
    /// <param name="member">The file's name.</param>
    /// <param name="read">Gets the text, where it comes from, and its size where an archive says it.</param>
    /// <exception cref="PmlException">No place has it, or what is there is damaged.</exception>
    public T Read<T>(string member, Func<Stream, string, long?, T> read)
    {
        foreach (var place in places)
        {
            if (Candidates(place, member).FirstOrDefault(File.Exists) is { } path) return Open(path, member, read);
        }
        throw new PmlException($"{member} must be on this machine; it is in none of these places: {string.Join(", ", places)}. Get it from {Address} (9.8 MB, CC BY 4.0) and type: lib/pml data census --from FILE-OR-FOLDER");
    }

    private static IEnumerable<string> Candidates(string place, string member)
    {
        if (!File.Exists(place)) return ((string[])[member, $"{member}.gz", Archive, Package]).Select(name => Path.Combine(place, name));
        var name = Path.GetFileName(place);
        return IsZip(name) || IsTar(name) || name == member || name == $"{member}.gz" ? [place] : [];
    }

    private static T Open<T>(string path, string member, Func<Stream, string, long?, T> read)
    {
        using var file = File.OpenRead(path);
        try
        {
            if (IsZip(path)) return FromZip(file, path, member, read);
            if (IsTar(path)) return FromTar(file, path, member, read);
            if (path.EndsWith(".gz", StringComparison.Ordinal)) return FromGzip(file, path, stream => read(stream, path, null));
            return read(new BoundedStream(file, UnpackedBytes, path), path, null);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new PmlException($"{path} must be a whole {Path.GetExtension(path)} file; it is damaged: {exception.Message}", exception);
        }
    }

    private static T FromZip<T>(Stream file, string path, string member, Func<Stream, string, long?, T> read)
    {
        if (file.Length > PackedBytes) throw new PmlException($"{path} must have at most {PackedBytes} bytes; found {file.Length}.");
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            if (entry.Name != member && entry.Name != Archive) continue;
            using var content = entry.Open();
            return entry.Name == member ? read(new BoundedStream(content, UnpackedBytes, path), path, null) : FromTar(content, $"{Archive} in {path}", member, read);
        }
        throw new PmlException($"{path} must have {member} or {Archive} in it; it has neither.");
    }

    private static T FromTar<T>(Stream file, string path, string member, Func<Stream, string, long?, T> read) => FromGzip(file, path, tar =>
    {
        var size = TarMember.Find(tar, member, path);
        return read(tar, path, size);
    });

    private static T FromGzip<T>(Stream file, string path, Func<Stream, T> read)
    {
        using var packed = new BoundedStream(file, PackedBytes, path);
        using var unpacked = new BoundedStream(new GZipStream(packed, CompressionMode.Decompress), UnpackedBytes, path);
        return read(unpacked);
    }

    private static bool IsZip(string path) => path.EndsWith(".zip", StringComparison.Ordinal);

    private static bool IsTar(string path) => path.EndsWith(".tar.gz", StringComparison.Ordinal) || path.EndsWith(".tgz", StringComparison.Ordinal);
}
