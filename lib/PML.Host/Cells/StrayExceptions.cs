using System.Runtime.ExceptionServices;

namespace PML.Host.Cells;

/// <summary>Exceptions on threads that cells started: they would end the process, which holds all variables.</summary>
internal static class StrayExceptions
{
    private static readonly AsyncLocal<Action<Exception>?> s_receiver = new();
    private static int s_started;

    /// <summary>From here on, in this flow of execution and the threads that it starts, what nothing catches goes to the receiver.</summary>
    public static void Receive(Action<Exception> receiver)
    {
        s_receiver.Value = receiver;
        if (Interlocked.Exchange(ref s_started, 1) == 0) ExceptionHandling.SetUnhandledExceptionHandler(Take);
    }

    private static bool Take(Exception thrown)
    {
        if (s_receiver.Value is not { } receiver) return false;
        receiver(thrown);
        return true;
    }
}
