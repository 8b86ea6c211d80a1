using PML.Support;

namespace PML.DataPrep;

/// <summary>Lets one process at a time work on a folder; the others wait. Released by the system when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private readonly FileStream file;

    /// <summary>Waits until the folder is free.</summary>
    /// <param name="folder">The folder; it need not exist, its parent is made.</param>
    /// <param name="log">Told once if another process has it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PmlException">Another process keeps it for half an hour.</exception>
    public FolderLock(string folder, Action<string> log, CancellationToken cancellationToken)
    {
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        // Never deleted: a waiting process may hold the same file open.
        var path = Path.Combine(parent, $".{Path.GetFileName(folder)}.lock");
        var deadline = DateTime.UtcNow + Patience;
        for (var told = false; ; told = true)
        {
            try
            {
                file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException exception) when (IsTaken(exception))
            {
                if (DateTime.UtcNow > deadline) throw new PmlException($"{folder} must be free; another process has kept {path} for {Patience.TotalMinutes:0} minutes. End that process and try again.", exception);
                if (!told) log($"Another process is working on {folder}; waiting for it.");
                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(200));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public void Dispose() => file.Dispose();

    // EWOULDBLOCK is 11 on Linux and 35 on macOS; ERROR_SHARING_VIOLATION on Windows.
    private static bool IsTaken(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
