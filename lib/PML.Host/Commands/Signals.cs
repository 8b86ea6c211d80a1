using System.Runtime.InteropServices;

namespace PML.Host.Commands;

/// <summary>Work that Ctrl+C and a request to terminate end in an orderly way.</summary>
internal static class Signals
{
    /// <summary>Exit code: the user stopped it.</summary>
    public const int Interrupted = 130;

    /// <summary>Runs work whose token is cancelled by the first signal; a second signal ends the process at once.</summary>
    /// <param name="work">What to do.</param>
    /// <returns>What it gave.</returns>
    public static async Task<T> Until<T>(Func<CancellationToken, Task<T>> work)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await work(stop.Token);
    }
}
