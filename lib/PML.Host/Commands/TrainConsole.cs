using System.Diagnostics;
using PML.Training;

namespace PML.Host.Commands;

/// <summary>A training's progress at a terminal: one line that is written over; where that cannot be, a plain line now and then.</summary>
/// <param name="log">Where it goes.</param>
/// <param name="interactive">Whether a line can be written over.</param>
internal sealed class TrainConsole(TextWriter log, bool interactive) : IProgress<TrainProgress>, IDisposable
{
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(250), s_seldom = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private bool _open;

    /// <inheritdoc/>
    public void Report(TrainProgress value)
    {
        var isLast = value.Step >= value.Steps;
        if (!isLast && _since.Elapsed < (interactive ? s_often : s_seldom)) return;
        _since.Restart();
        if (!interactive || isLast) Line(value.ToString());
        else
        {
            log.Write($"\r\e[2K{value}");
            _open = true;
        }

        log.Flush();
    }

    /// <summary>A line that stays.</summary>
    public void Line(string text)
    {
        Dispose();
        log.WriteLine(text);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_open) log.Write("\r\e[2K");
        _open = false;
    }
}
