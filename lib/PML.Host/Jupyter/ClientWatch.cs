using System.Diagnostics;

namespace PML.Host.Jupyter;

/// <summary>Notices that the Jupyter server that started a kernel is gone, so that no kernel is left behind.</summary>
internal static class ClientWatch
{
    private static readonly TimeSpan s_often = TimeSpan.FromSeconds(3);

    /// <summary>Ends when the process is gone; never where none is named.</summary>
    /// <param name="process">Its number, as Jupyter's JPY_PARENT_PID names it.</param>
    public static async Task Gone(string? process)
    {
        // On Windows it is no number of a process, but a handle.
        if (OperatingSystem.IsWindows() || !int.TryParse(process, out int number) || number <= 1) await Task.Delay(Timeout.Infinite);
        else while (IsThere(number)) await Task.Delay(s_often);
    }

    private static bool IsThere(int number)
    {
        try
        {
            using var process = Process.GetProcessById(number);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception)
        {
            // Another user's process may not be looked at, but is there.
            return true;
        }
    }
}
