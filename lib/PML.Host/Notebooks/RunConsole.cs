using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Host.Formatting;

namespace PML.Host.Notebooks;

/// <summary>What the person at the terminal sees of a run: each cell's output as it comes, one line per cell, and what is under way.</summary>
/// <param name="output">Where the cells' outputs go.</param>
/// <param name="log">Where the progress goes.</param>
/// <param name="interactive">Whether a line can be written over, as on a terminal.</param>
internal sealed class RunConsole(TextWriter output, TextWriter log, bool interactive)
{
    private const int MostLines = 40;
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Stopwatch _sinceStatus = Stopwatch.StartNew();
    private readonly OrderedDictionary<string, string> _live = [];   // by display id: one-line texts that may change yet
    private bool _status, _midLine;

    /// <summary>Tells that a cell begins.</summary>
    public void Begin(int number, int count, string title) => Working($"[{number}/{count}] ...  {title}");

    /// <summary>Tells what is under way, where that can be taken back.</summary>
    public void Working(string text)
    {
        lock (_gate) if (interactive) Status(text);
    }

    /// <summary>Shows an output.</summary>
    public void Show(CellOutput shown)
    {
        lock (_gate)
        {
            if (shown is StreamOutput stream) Stream(stream);
            else if (shown is DisplayOutput display && Text(display.Data) is { Length: > 0 } text) Display(display.DisplayId, text);
            else if (shown is DisplayUpdate update && Text(update.Data) is { } newer) Refresh(update.DisplayId, newer);
        }
    }

    /// <summary>Tells that a cell ended.</summary>
    public void End(int number, int count, string title, TimeSpan time, CellError? error)
    {
        lock (_gate)
        {
            Settle();
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{number}/{count}] {Duration(time)}  {title}"));
            if (error is null) return;
            string line = error.Line is { } l ? $", line {l}" : "";
            string name = error.Name is "PmlException" or "CompilationError" or "DirectiveError" or "ProcessEnded" ? "" : $"{error.Name}: ";
            log.WriteLine($"Error in cell {number}{line}: {name}{error.Message}");
            // The first line repeats type and message.
            foreach (string detail in error.Details.Skip(1)) log.WriteLine(detail);
        }
    }

    /// <summary>Writes a line about the run.</summary>
    public void Line(string text)
    {
        lock (_gate)
        {
            Settle();
            log.WriteLine(text);
        }
    }

    /// <summary>A time as people read it: 4.2 s, 3 min 05 s.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s");

    private void Stream(StreamOutput stream)
    {
        EndLive();
        var writer = stream.Stream == "stderr" ? log : output;
        writer.Write(stream.Text);
        writer.Flush();
        _midLine = !stream.Text.EndsWith('\n');
    }

    private void Display(string? id, string text)
    {
        Settle();
        if (id is null || text.Contains('\n')) Print(text);
        else Refresh(id, text);
    }

    private void Refresh(string id, string text)
    {
        if (text.Contains('\n')) return;
        // A line that may be updated again is what is under way, until something else comes.
        _live[id] = text;
        Progress(text);
    }

    private void Progress(string text)
    {
        if (interactive) Status(text);
        else if (_sinceStatus.Elapsed >= s_quiet)
        {
            log.WriteLine(text);
            _sinceStatus.Restart();
        }
    }

    // Ends what is under way, so that a new line can be written.
    private void Settle()
    {
        EndLive();
        if (_midLine) output.WriteLine();
        _midLine = false;
    }

    private void EndLive()
    {
        ClearStatus();
        foreach (string text in _live.Values) Print(text);
        _live.Clear();
    }

    private void Print(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        foreach (string line in lines.Take(MostLines)) output.WriteLine(line);
        if (lines.Length > MostLines) output.WriteLine($"... ({lines.Length - MostLines} more lines)");
        output.Flush();
    }

    private void Status(string text)
    {
        if (_midLine) return;
        int width = Width() - 1;
        log.Write("\r\e[2K" + (text.Length <= width ? text : text[..width]));
        log.Flush();
        _status = true;
    }

    private void ClearStatus()
    {
        if (!_status) return;
        log.Write("\r\e[2K");
        log.Flush();
        _status = false;
    }

    private static int Width()
    {
        try
        {
            return Console.WindowWidth is > 40 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }

    private static string? Text(JsonObject data) => (string?)(data[Mime.Text] ?? data[Mime.Markdown]);
}
