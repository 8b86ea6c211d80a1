namespace PML.Support;

/// <summary>Files that are there whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file under a temporary name beside it, then renames it.</summary>
    /// <param name="path">Where to; its folder is made, and an earlier file replaced once the new one is on disk.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="PmlException">The folder or file cannot be written; what was there before is still there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"Cannot write {path}: {e.Message} Free some space or choose another folder; an earlier file there is unchanged.", e);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }

    /// <summary>Writes a text file (UTF-8) in the same way.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="PmlException">As for <see cref="Write"/>.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
