using PML.Support;

namespace PML.DataPrep;

/// <summary>Finds one file in a tar stream, without unpacking anything to the disk.</summary>
/// <remarks>Reads headers of 512 bytes and skips what is between them, so no size that an archive declares is ever allocated.</remarks>
internal static class TarMember
{
    /// <summary>Reads on until the file's first byte.</summary>
    /// <param name="tar">The archive, from its start.</param>
    /// <param name="member">The file's name, in whatever folder of the archive.</param>
    /// <param name="name">The archive's name, for messages.</param>
    /// <returns>The file's size; so many bytes follow.</returns>
    /// <exception cref="PmlException">It is no tar archive, or has no such file.</exception>
    public static long Find(Stream tar, string member, string name)
    {
        var block = new byte[TarHeader.Block];
        for (; ; )
        {
            var read = tar.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            if (read == 0 || TarHeader.IsEnd(block)) throw new PmlException($"{name} must have {member} in it; it has not.");
            if (read < block.Length || TarHeader.Read(block) is not { } header) throw new PmlException($"{name} must be a tar archive; it is damaged or another kind of file.");
            if (header.File == member) return header.Size;
            Skip(tar, header.Padded, name);
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
}
