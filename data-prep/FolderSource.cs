using System.IO.Compression;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Files that the user has: as published, with <c>.gz</c>, or with the dot before <c>idx</c> that some copies have.</summary>
internal sealed class FolderSource(string folder) : IRawSource
{
    public string Name => folder;

    public void Fetch(IReadOnlyList<RawFile> wanted, Action<RawFile, Stream> place, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder)) throw new PmlException($"--from must be a folder; {folder} is none.");
        var absent = new List<string>();
        foreach (var file in wanted)
        {
            var path = Spellings(file.Name).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
            if (path is null)
            {
                absent.Add(file.Name);
                continue;
            }
            using var stream = File.OpenRead(path);
            if (path.EndsWith(".gz", StringComparison.Ordinal)) Unpack(file, stream, path, place);
            else place(file, stream);
        }
        if (absent.Count > 0) throw new PmlException($"the folder has neither {string.Join(" nor ", absent)}, raw or with .gz");
    }

    /// <summary>Hands on the content of a .gz stream.</summary>
    /// <exception cref="PmlException">The stream is not gzip's, or ends too early.</exception>
    public static void Unpack(RawFile file, Stream packed, string name, Action<RawFile, Stream> place)
    {
        try
        {
            using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
            place(file, unpacked);
        }
        catch (InvalidDataException exception)
        {
            throw new PmlException($"{name} must be a gzip file; {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Spellings(string name)
    {
        var dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        return [name, dotted, $"{name}.gz", $"{dotted}.gz"];
    }
}
