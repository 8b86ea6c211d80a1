using PML.Support;

namespace PML.DataPrep;

/// <summary>Tells a full disk from other failures, so that its message can say what to do.</summary>
internal static class DiskFull
{
    // ENOSPC and EDQUOT on Linux and macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    public static bool Is(IOException exception) => exception.HResult is 28 or 122 or 69 or unchecked((int)0x80070070) or unchecked((int)0x80070027);

    public static PmlException Error(string folder, IOException exception) =>
        new($"{folder} must have room on its disk; the disk is full ({exception.Message}). What was there before is untouched. Free some space, or set PML_DATA to a folder on another disk.", exception);
}
