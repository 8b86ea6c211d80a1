using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PML.Host.Stdio;

/// <summary>Keeps the process's standard input and output for messages: whoever else reads or writes there, native code and child processes included, gets nothing and the standard error.</summary>
internal static class StandardStreams
{
    private const int WindowsOutput = -11, WindowsError = -12;

    /// <summary>Takes them away. Call it once, before anything is written.</summary>
    /// <returns>The streams that the process was started with.</returns>
    public static (Stream Input, Stream Output) Take()
    {
        var taken = OperatingSystem.IsWindows() ? TakeOnWindows() : TakeOnUnix();
        Console.SetIn(TextReader.Null);
        Console.SetOut(Console.Error);
        return taken;
    }

    private static (Stream Input, Stream Output) TakeOnUnix()
    {
        int input = Checked(Duplicate(0)), output = Checked(Duplicate(1));
        // Children must not keep the editor's pipes open. (ioctl, because fcntl's last argument is passed differently from system to system.)
        nuint closeOnExec = OperatingSystem.IsMacOS() ? 0x20006601u : 0x5451u;
        Checked(Control(input, closeOnExec));
        Checked(Control(output, closeOnExec));
        int nothing = Checked(Open("/dev/null", 0));
        Checked(Duplicate(nothing, 0));
        Close(nothing);
        Checked(Duplicate(2, 1));
        return (new FileStream(new SafeFileHandle(input, ownsHandle: true), FileAccess.Read, 0), new FileStream(new SafeFileHandle(output, ownsHandle: true), FileAccess.Write, 0));
    }

    private static (Stream Input, Stream Output) TakeOnWindows()
    {
        var streams = (Console.OpenStandardInput(), Console.OpenStandardOutput());
        SetStandardHandle(WindowsOutput, GetStandardHandle(WindowsError));
        return streams;
    }

    private static int Checked(int result) => result >= 0 ? result : throw new IOException($"The standard streams could not be set aside: error {Marshal.GetLastPInvokeError()}.");

    [DllImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static extern int Duplicate(int descriptor, int onto);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(int descriptor, nuint request);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPStr)] string path, int flags);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DllImport("kernel32", EntryPoint = "GetStdHandle")]
    private static extern nint GetStandardHandle(int which);

    [DllImport("kernel32", EntryPoint = "SetStdHandle")]
    private static extern int SetStandardHandle(int which, nint handle);
}
