using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PML.Data;

namespace PML.DataPrep;

/// <summary>Samples that are finished while their set is not: kept beside it, so that an interrupted preparation goes on where it stopped.</summary>
/// <remarks>A sample is found by the checksums of the files that it was made of, so one of other files is never taken for it; and it has a checksum of its own,
/// so one that a crash left half-written is made again.</remarks>
/// <param name="folder">The set's folder, whose <see cref="FolderLock"/> the caller holds.</param>
/// <param name="version">The version of the code that makes the set.</param>
internal sealed class FinishedSamples(string folder, int version)
{
    private readonly string place = Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.samples");
    private readonly Lock writing = new();
    private bool givenUp;
    private int found;

    /// <summary>How many samples needed no work, since an earlier run had finished them.</summary>
    public int Found => found;

    /// <summary>A sample of an earlier run, or else a new one, which is kept; from any thread.</summary>
    /// <param name="files">What it is made of.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="make">Makes it; where this fails nothing is kept.</param>
    public byte[] Take(IEnumerable<ManifestSource> files, int bytes, Func<byte[]> make)
    {
        var text = string.Concat(files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Sha256} {file.Bytes} {file.Name}\n")));
        var path = Path.Combine(place, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{version}\n{text}")))));
        if (Kept(path, bytes) is { } kept)
        {
            Interlocked.Increment(ref found);
            return kept;
        }
        var sample = make();
        Keep(path, sample);
        return sample;
    }

    /// <summary>Removes all of them: the set is whole.</summary>
    public void Remove()
    {
        if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
    }

    private static byte[]? Kept(string path, int bytes)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length != SHA256.HashSizeInBytes + bytes) return null;
            var content = File.ReadAllBytes(path);
            var sample = content[SHA256.HashSizeInBytes..];
            return SHA256.HashData(sample).AsSpan().SequenceEqual(content.AsSpan(0, SHA256.HashSizeInBytes)) ? sample : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Keep(string path, byte[] sample)
    {
        lock (writing)
        {
            if (givenUp) return;
            try
            {
                Directory.CreateDirectory(place);
                var temporary = $"{path}.tmp";
                File.WriteAllBytes(temporary, [.. SHA256.HashData(sample), .. sample]);
                File.Move(temporary, path, overwrite: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                givenUp = true;
                MakeRoom();
            }
        }
    }

    /// <summary>Where the disk has no room for both, the set itself needs it more.</summary>
    private void MakeRoom()
    {
        try
        {
            Remove();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What stays is removed with the rest when the set is whole; no sample may be lost for it.
        }
    }
}
