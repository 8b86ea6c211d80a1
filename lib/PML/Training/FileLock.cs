namespace PML.Training;

/// <summary>Many readers or one writer of a file at a time, across processes.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    /// <summary>Opens a file, made where missing, for reading and writing at its end; waits while another process holds it.</summary>
    /// <exception cref="IOException">It cannot be opened, or was held too long.</exception>
    internal static FileStream Append(string path)
    {
        // Unbuffered: one Write is one write.
        var file = Open(path, new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    /// <summary>Opens a file for reading; waits while a writer holds it.</summary>
    /// <exception cref="IOException">It cannot be opened, or was held too long.</exception>
    internal static FileStream Read(string path) => Open(path, new() { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read });

    /// <summary>Opens a file that is to be there only as long as this process holds it; null where another process holds it.</summary>
    /// <returns>The file, to be given to <see cref="GiveBack"/>.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal static FileStream? TryTake(string path)
    {
        while (true)
        {
            FileStream file;
            try
            {
                file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None });
            }
            catch (IOException e) when (Held.Contains(e.HResult))
            {
                return null;
            }

            if (!IsRemoved(file)) return file;
            file.Dispose();
        }
    }

    /// <summary>Removes a file that <see cref="TryTake"/> gave, and lets go of it.</summary>
    internal static void GiveBack(FileStream file)
    {
        // While it is still held: whoever opened it meanwhile finds it removed, and makes another.
        if (!OperatingSystem.IsWindows()) File.Delete(file.Name);
        file.Dispose();
    }

    /// <summary>Whether another process holds a file that <see cref="TryTake"/> gave it.</summary>
    internal static bool IsTaken(string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (Held.Contains(e.HResult))
        {
            return true;
        }
    }

    // The last holder may have removed the file between its opening here and its locking here; then the lock is on a file that nobody else sees.
    private static bool IsRemoved(FileStream file)
    {
        var link = new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
        return link is not null && link.EndsWith(" (deleted)", StringComparison.Ordinal);
    }

    private static FileStream Open(string path, FileStreamOptions options)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException e) when (Held.Contains(e.HResult) && waited.Elapsed < Patience)
            {
                Thread.Sleep(5);
            }
        }
    }
}
