using System.Diagnostics;

namespace PML.Tests.Support;

/// <summary>A small disk (tmpfs), to see what a full one does. Mounting needs root; without it a test that asks for the folder is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly bool _mounted;

    internal SmallDisk(int kilobytes)
    {
        Directory.CreateDirectory(_scratch["disk"]);
        _mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", _scratch["disk"]);
    }

    internal string Folder
    {
        get
        {
            Skip.IfNot(_mounted, "Mounting a small tmpfs needs root on Linux.");
            return _scratch["disk"];
        }
    }

    public void Dispose()
    {
        if (_mounted) Run("umount", "-l", _scratch["disk"]);
        _scratch.Dispose();
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
