using System.Runtime;
using System.Runtime.CompilerServices;

namespace PML.Host.Cells;

/// <summary>Runs a cell's code on a thread of its own, which can be stopped in a busy loop, in a sleep and in an await.</summary>
/// <remarks>Not in native code, and not in what an async cell goes on with on a pool thread: that is left behind.</remarks>
internal static class CellThread
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan s_nudge = TimeSpan.FromMilliseconds(50), s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs work.</summary>
    /// <param name="work">What to do; it may go on after its first await.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="TimeoutException">It was told to stop, and is still busy where a thread cannot be stopped.</exception>
    public static async Task<T> Run<T>(Func<Task<T>> work, CancellationToken stop)
    {
        var begun = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Begin(work, begun, stop), StackBytes) { IsBackground = true, Name = "cell" };
        thread.Start();
        return await (await begun.Task).WaitAsync(stop);
    }

    /// <summary>Does work of the host's own on a cell's thread, which is stopped before or behind it, never inside: locks that it takes are let go.</summary>
    /// <param name="work">Short work.</param>
    /// <remarks>A thread is not stopped in a finally block. The optimiser would take the empty try away, and the block with it.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static void Whole(Action work)
    {
        try
        {
        }
        finally
        {
            work();
        }
    }

    private static void Begin<T>(Func<Task<T>> work, TaskCompletionSource<Task<T>> begun, CancellationToken stop)
    {
        try
        {
            Task<T>? task = null;
#pragma warning disable SYSLIB0046 // the one way to stop code that does not look at a token; hosts of interactive code are what it is for
            ControlledExecution.Run(
                () =>
                {
                    // Registered last, told first: what stops a busy thread waits for its end, so one that sleeps has to be woken before.
                    var thread = Thread.CurrentThread;
                    using var wake = stop.Register(() => _ = Nudge(thread, begun));
                    task = work();
                },
                stop);
#pragma warning restore SYSLIB0046
            begun.TrySetResult(task!);
        }
        catch (Exception e) when (stop.IsCancellationRequested)
        {
            begun.TrySetCanceled(e is OperationCanceledException canceled ? canceled.CancellationToken : stop);
        }
        catch (Exception e)
        {
            begun.TrySetException(e);
        }
    }

    // Stopping a thread wakes it from no wait: a sleep, a lock, a Task.Wait.
    private static async Task Nudge<T>(Thread thread, TaskCompletionSource<Task<T>> begun)
    {
        for (var waited = TimeSpan.Zero; waited < s_patience && !begun.Task.IsCompleted; waited += s_nudge)
        {
            if (thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin)) thread.Interrupt();
            await Task.Delay(s_nudge);
        }
        begun.TrySetException(new TimeoutException());
    }
}
