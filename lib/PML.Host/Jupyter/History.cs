using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace PML.Host.Jupyter;

/// <summary>The cells that ran, for clients that offer them again.</summary>
internal sealed class History
{
    private const int Most = 1000, CurrentSession = 1;

    private readonly Lock _gate = new();
    private readonly Queue<(int Line, string Source)> _lines = new();

    /// <summary>Remembers a cell.</summary>
    public void Add(int line, string source)
    {
        lock (_gate)
        {
            _lines.Enqueue((line, source));
            if (_lines.Count > Most) _lines.Dequeue();
        }
    }

    /// <summary>Answers a history_request: its last lines, a range of them, or those that match a pattern with * and ?.</summary>
    public JsonArray Find(JupyterMessage request)
    {
        (int Line, string Source)[] lines;
        lock (_gate) lines = [.. _lines];
        // Earlier sessions are not remembered.
        if (request.Text("hist_access_type") == "range" && request.Number("session") is not (0 or CurrentSession)) return [];
        IEnumerable<(int Line, string Source)> found = request.Text("hist_access_type") switch
        {
            "range" => lines.Where(l => l.Line >= request.Number("start") && (request.Number("stop") <= 0 || l.Line < request.Number("stop"))),
            "search" => Last(Matching(lines, request), request),
            _ => Last(lines, request),
        };
        bool output = request.Flag("output", false);
        return new JsonArray([.. found.Select(l => new JsonArray(CurrentSession, l.Line, output ? new JsonArray(l.Source, null) : l.Source))]);
    }

    private static IEnumerable<(int Line, string Source)> Matching(IEnumerable<(int Line, string Source)> lines, JupyterMessage request)
    {
        string pattern = request.Text("pattern") is { Length: > 0 } given ? given : "*";
        var matching = lines.Where(l => FileSystemName.MatchesSimpleExpression(pattern, l.Source, ignoreCase: false));
        return request.Flag("unique", false) ? matching.Reverse().DistinctBy(l => l.Source).Reverse() : matching;
    }

    private static IEnumerable<(int Line, string Source)> Last(IEnumerable<(int Line, string Source)> lines, JupyterMessage request) =>
        request.Number("n") is > 0 and var n ? lines.TakeLast(n) : lines;
}
