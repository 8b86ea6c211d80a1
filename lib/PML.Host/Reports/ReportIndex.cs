using System.Net;
using PML.Host.Notebooks;

namespace PML.Host.Reports;

/// <summary>The page that leads to the pages of several notebooks.</summary>
internal static class ReportIndex
{
    private static readonly Dictionary<ReportState, string> s_words = new()
    {
        [ReportState.Waiting] = "not run yet", [ReportState.Done] = "done", [ReportState.Failed] = "failed", [ReportState.Stopped] = "stopped",
    };

    /// <summary>The page.</summary>
    public static string Of(IReadOnlyList<ReportEntry> entries)
    {
        string counts = string.Join(", ", entries.GroupBy(e => e.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {s_words[g.Key]}"));
        return HtmlReport.Start("Notebooks").Append("</head>\n<body>\n<main>\n<h1>Notebooks</h1>\n")
            .Append($"<p class=\"status\">{entries.Count} {(entries.Count == 1 ? "notebook" : "notebooks")}: {counts}.</p>\n<ul class=\"notebooks\">\n")
            .AppendJoin("", entries.Select(Entry))
            .Append("</ul>\n<footer>Executed by PML Notebooks</footer>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static string Entry(ReportEntry entry)
    {
        string? page = entry.Files.Contains(".html") ? Link(entry.Name + ".html") : null;
        string title = Escape(HtmlReport.Title(entry.Source));
        string picture = entry.Figure is var (png, alt) ? $"<img alt=\"{Escape(alt)}\" loading=\"lazy\" src=\"data:image/png;base64,{png}\">" : "";
        string sentence = HtmlReport.Head(entry.Source).Sentence is { Length: > 0 } text ? $"<p>{Escape(text)}</p>" : "";
        string took = entry.State == ReportState.Waiting ? "" : $", {RunConsole.Duration(entry.Took)}";
        string why = entry.Why.Length > 0 ? $": {Escape(entry.Why)}" : "";
        string links = string.Join(" · ", entry.Files.Select(ending => $"<a href=\"{Link(entry.Name + ending)}\">{(ending == ".html" ? "page" : "executed notebook")}</a>"));
        return $"<li><div>{(page is null ? picture : $"<a href=\"{page}\">{picture}</a>")}</div><div><h2>{(page is null ? title : $"<a href=\"{page}\">{title}</a>")}</h2>{sentence}"
            + $"<p class=\"status {entry.State.ToString().ToLowerInvariant()}\"><b>{s_words[entry.State]}</b>{took}{why}</p>{(links.Length > 0 ? $"<p class=\"status\">{links}</p>" : "")}</div></li>\n";
    }

    private static string Link(string file) => Escape(Uri.EscapeDataString(file));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
