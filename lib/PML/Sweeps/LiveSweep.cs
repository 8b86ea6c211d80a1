namespace PML.Sweeps;

/// <summary>Shows a sweep's progress in one place; where nothing can be shown in place, a plain line for each run that ends.</summary>
/// <param name="show">Shows a value and returns what replaces it; null where nothing can be shown.</param>
/// <param name="console">Takes plain lines where nothing can be shown.</param>
/// <param name="clock">The time.</param>
internal sealed class LiveSweep(Func<object, Action<object>?> show, TextWriter console, TimeProvider clock) : IProgress<SweepProgress>
{
    private static readonly TimeSpan UpdateEvery = TimeSpan.FromMilliseconds(500), LineEvery = TimeSpan.FromSeconds(5);

    private Action<object>? _update;
    private long _updated;
    private string _shown = "";

    /// <inheritdoc/>
    public void Report(SweepProgress value)
    {
        var isFirst = _shown.Length == 0;
        var isLast = value.Running.Count == 0 && value.Waiting == 0;
        if (isFirst) _update = show(value);
        var shown = _update is null ? value.Summary : value.ToString();
        if (shown == _shown || (!isFirst && !isLast && clock.GetElapsedTime(_updated) < (_update is null ? LineEvery : UpdateEvery))) return;
        (_shown, _updated) = (shown, clock.GetTimestamp());
        if (_update is null) console.WriteLine(isLast ? value.ToString() : value.Summary);
        else if (!isFirst) _update(value);
    }
}
