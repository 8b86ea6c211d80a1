using System.Diagnostics;

namespace PML.Tests.Support;

/// <summary>A disk of a few kilobytes (tmpfs), to see what a full one does. Mounting needs root; without it the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly Scratch _scratch = new();

    internal SmallDisk(int kilobytes)
    {
        Folder = _scratch["disk"];
        Directory.CreateDirectory(Folder);
        var mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Folder);
        if (!mounted) _scratch.Dispose();
        Skip.IfNot(mounted, "Mounting a small tmpfs needs root on Linux.");
    }

    internal string Folder { get; }

    public void Dispose()
    {
        Run("umount", Folder);
        _scratch.Dispose();
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
