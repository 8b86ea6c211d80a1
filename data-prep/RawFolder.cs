using System.Security.Cryptography;
using PML.Support;

namespace PML.DataPrep;

/// <summary>A folder of raw files. A file has its name there only after its checksum was found right.</summary>
internal sealed class RawFolder(string folder, Action<string> log)
{
    private const int ChunkBytes = 1 << 17;

    public string Path { get; } = folder;

    /// <summary>The files that are not there; a damaged one counts, and is moved aside first.</summary>
    public IReadOnlyList<RawFile> Missing(IReadOnlyList<RawFile> files)
    {
        var missing = new List<RawFile>();
        foreach (var file in files)
        {
            if (!File.Exists(PathOf(file)))
            {
                missing.Add(file);
            }
            else if (Damage(file) is { } damage)
            {
                var aside = $"{PathOf(file)}.damaged";
                File.Move(PathOf(file), aside, overwrite: true);
                log($"{damage} It was moved to {aside}.");
                missing.Add(file);
            }
        }
        return missing;
    }

    /// <summary>What is wrong with a file that is there; null when nothing is.</summary>
    public string? Damage(RawFile file)
    {
        using var stream = File.OpenRead(PathOf(file));
        return stream.Length == file.Bytes && Hex(SHA256.HashData(stream)) == file.Sha256 ? null : $"{PathOf(file)} is damaged: its {file.Bytes} bytes must have the SHA-256 {file.Sha256}.";
    }

    /// <summary>Reads a whole file; the bytes returned are the ones that were verified.</summary>
    /// <exception cref="PmlException">The file is damaged.</exception>
    public byte[] Read(RawFile file)
    {
        var bytes = new FileInfo(PathOf(file)).Length == file.Bytes ? File.ReadAllBytes(PathOf(file)) : [];
        return Hex(SHA256.HashData(bytes)) == file.Sha256 ? bytes : throw new PmlException($"{PathOf(file)} must have {file.Bytes} bytes with the SHA-256 {file.Sha256}; it was altered. Fetch it again.");
    }

    /// <summary>Removes what an interrupted run left half-written. The caller holds the folder's <see cref="FolderLock"/>.</summary>
    public void RemoveLeftovers()
    {
        if (!Directory.Exists(Path)) return;
        foreach (var leftover in Directory.GetFiles(Path, "*.tmp"))
        {
            log($"Removing {leftover}, which an interrupted run left half-written.");
            File.Delete(leftover);
        }
    }

    /// <summary>Takes a file's content: written under a temporary name, verified, then renamed.</summary>
    /// <param name="file">What it must be.</param>
    /// <param name="content">Its unpacked content; never read further than its size plus a byte.</param>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    /// <exception cref="PmlException">The content is another one; nothing is left of it.</exception>
    public void Place(RawFile file, Stream content, string origin, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path);
        var temporary = $"{PathOf(file)}.{Guid.NewGuid():N}.tmp";
        try
        {
            var (bytes, hash) = Copy(content, temporary, file.Bytes + 1, cancellationToken);
            if (bytes != file.Bytes || hash != file.Sha256)
            {
                var found = bytes > file.Bytes ? "more bytes" : $"{bytes} bytes with {hash}";
                throw new PmlException($"{file.Name} from {origin} must have {file.Bytes} bytes with the SHA-256 {file.Sha256}; found {found}.");
            }
            File.Move(temporary, PathOf(file), overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        log($"{file.Name}: {file.Bytes:N0} bytes from {origin}, checksum right.");
    }

    private static (long Bytes, string Sha256) Copy(Stream content, string path, long limit, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[ChunkBytes];
        long total = 0;
        while (total < limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = content.Read(buffer, 0, (int)Math.Min(buffer.Length, limit - total));
            if (read == 0) break;
            stream.Write(buffer, 0, read);
            hash.AppendData(buffer, 0, read);
            total += read;
        }
        stream.Flush(flushToDisk: true);
        return (total, Hex(hash.GetHashAndReset()));
    }

    private string PathOf(RawFile file) => System.IO.Path.Combine(Path, file.Name);

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
