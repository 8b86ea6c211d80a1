using System.Text;
using PML.Support;

namespace PML.Sweeps;

/// <summary>Where a sweep stands.</summary>
/// <param name="Total">How many runs it has.</param>
/// <param name="Done">How many have their record.</param>
/// <param name="Running">A line for each run under way: its name, a bar, losses, speed, time left.</param>
/// <param name="Failed">The runs that are given up, each with the reason.</param>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record SweepProgress(int Total, int Done, IReadOnlyList<string> Running, IReadOnlyList<KeyValuePair<string, string>> Failed)
{
    /// <summary>Why runs wait that the place has already, a line for each reason.</summary>
    public IReadOnlyList<string> Queued { get; init; } = [];

    /// <summary>How many are yet to be begun.</summary>
    public int Waiting => Total - Done - Running.Count - Failed.Count;

    /// <summary>One line, e.g. "12 of 51 runs done, 2 running, 36 waiting, 1 failed".</summary>
    public string Summary => FormattableString.Invariant($"{Done} of {Total} runs done")
        + (Running.Count > 0 ? $", {Running.Count} running" : "") + (Waiting > 0 ? $", {Waiting} waiting" : "") + (Failed.Count > 0 ? $", {Failed.Count} failed" : "");

    /// <summary>The summary, and below it what runs and what failed.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString()
    {
        var text = new StringBuilder(Summary);
        foreach (var line in Running.Concat(Queued)) text.Append("\n  ").Append(line);
        foreach (var (run, reason) in Failed) text.Append("\n  failed: ").Append(run).Append("\n    ").Append(reason.ReplaceLineEndings("\n    "));
        return text.ToString();
    }

    private sealed class Formatters
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new TypeFormatter<SweepProgress>("text/html", v => $"<pre>{System.Net.WebUtility.HtmlEncode(v.ToString())}</pre>"),
            new TypeFormatter<SweepProgress>("text/plain", v => v.ToString()),
        ];
    }
}
