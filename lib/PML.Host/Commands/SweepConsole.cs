using System.Diagnostics;
using PML.Sweeps;

namespace PML.Host.Commands;

/// <summary>A sweep's progress at a terminal: a table that is written over; where that cannot be, a plain line now and then. A failure is told at once.</summary>
/// <param name="log">Where it goes.</param>
/// <param name="width">Columns of the terminal; 0 where nothing can be written over.</param>
internal sealed class SweepConsole(TextWriter log, int width) : IProgress<SweepProgress>, IDisposable
{
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(500), s_seldom = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _failed = [];
    private Stopwatch? _since;
    private string _summary = "";
    private int _lines;

    /// <inheritdoc/>
    public void Report(SweepProgress value)
    {
        foreach (var (run, reason) in value.Failed)
            if (_failed.Add(run)) Line($"failed: {run}\n    {reason.ReplaceLineEndings("\n    ")}");
        if (_since is not null && _since.Elapsed < (width > 0 ? s_often : s_seldom)) return;
        string[] queued = [.. value.Queued.Select(line => "  " + line)];
        var plain = string.Join('\n', queued.Prepend(value.Summary));
        if (width > 0) Draw([value.Summary, .. value.Running.Select(run => "  " + run), .. queued]);
        else if (plain != _summary) log.WriteLine(plain);
        else return;
        _summary = plain;
        _since = Stopwatch.StartNew();
        log.Flush();
    }

    /// <summary>Lines that stay.</summary>
    public void Line(string text)
    {
        Dispose();
        log.WriteLine(text);
        log.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_lines > 0) log.Write($"\e[{_lines}A\r\e[J");
        _lines = 0;
    }

    // A line that wrapped would be two.
    private void Draw(IReadOnlyList<string> lines)
    {
        Dispose();
        foreach (var line in lines) log.WriteLine(line.Length < width ? line : line[..(width - 1)]);
        _lines = lines.Count;
    }
}
