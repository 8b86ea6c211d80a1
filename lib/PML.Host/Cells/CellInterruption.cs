namespace PML.Host.Cells;

/// <summary>How one run of a cell is stopped: first asked to, then made to.</summary>
/// <remarks>A library that looks at <see cref="Asked"/> (a training, at its next batch) gets time to end in an orderly way; other code is stopped at once.</remarks>
internal sealed class CellInterruption : IDisposable
{
    /// <summary>What code that looks at the request may take to end.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _asked = new(), _forced = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _looks;
    private int _requests;

    /// <summary>The request to stop, for code that looks at it; asking for it earns time to end.</summary>
    public CancellationToken Asked
    {
        get
        {
            _looks = true;
            return _asked.Token;
        }
    }

    /// <summary>Stops waits and threads.</summary>
    public CancellationToken Forced => _forced.Token;

    /// <summary>Whether somebody wants the cell to end.</summary>
    public bool IsRequested => Volatile.Read(ref _requests) > 0;

    /// <summary>Stops the cell; a second request leaves no time. Returns at once.</summary>
    public void Request()
    {
        bool first = Interlocked.Increment(ref _requests) == 1;
        // What is told of a cancellation may block: a thread inside native code cannot be stopped there.
        _ = Task.Run(async () =>
        {
            if (first)
            {
                await _asked.CancelAsync();
                if (_looks) await Task.WhenAny(_ended.Task, Task.Delay(s_grace, _forced.Token));
            }
            if (!_ended.Task.IsCompleted) await _forced.CancelAsync();
        });
    }

    /// <summary>The run is over; later requests change nothing.</summary>
    /// <remarks>The sources stay undisposed: they hold no timer, and code that a cell left behind may still look at them.</remarks>
    public void Dispose() => _ended.TrySetResult();
}
