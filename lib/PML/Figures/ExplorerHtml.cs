using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace PML.Figures;

/// <summary>An explorer as HTML: all of it as it looks at the start, and the script that brings it to life.</summary>
internal static class ExplorerHtml
{
    private const int OpenTable = 21, MostBars = 12;
    private static readonly string Script = Resource("explorer.js"), Style = Resource("explorer.css");

    /// <summary>The explorer for a page.</summary>
    /// <remarks>As for figures, the script finds its boxes by the content's hash. data-self-contained tells whoever saves notebooks that this script is all that it needs.</remarks>
    internal static string Fragment(ExplorerContent content)
    {
        var json = content.Json();
        var body = Body(content);
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(json + body)))[..16];
        return $$"""
            <div class="pml-x" data-explorer="{{hash}}" data-self-contained role="group" aria-label="{{Text(content.Alt)}}">
            <style>
            {{Style}}</style>
            {{body}}</div>
            <script type="text/javascript">(function () {
            var data = {{json}};
            {{Script}}
            function start(tries) {
              var boxes = document.querySelectorAll('[data-explorer="{{hash}}"]:not([data-alive])');
              Array.prototype.forEach.call(boxes, function (box) { explore(box, data); });
              if (boxes.length === 0 && tries < 100) setTimeout(function () { start(tries + 1); }, 50);
            }
            start(0);
            })();</script>

            """;
    }

    /// <summary>A page with the explorer alone.</summary>
    internal static string Page(ExplorerContent content) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Text(content.Title.Length > 0 ? content.Title : "Front")}</title>
        <style>@media screen and (prefers-color-scheme: dark) {"{ html { background: #16191f; } }"}</style></head>
        <body>
        {Fragment(content)}</body>
        </html>

        """;

    private static string Body(ExplorerContent content)
    {
        var html = new StringBuilder();
        if (content.Title.Length > 0) html.Append($"<p class=\"pml-x-title\">{Text(content.Title)}</p>\n");
        html.Append(Charts(content)).Append("<div class=\"pml-x-now\">\n").Append(Controls(content)).Append(Weights(content)).Append(Metrics(content)).Append(Line(content)).Append("</div>\n");
        if (content.Samples.Places.Count > 0) html.Append(Samples(content));
        return html.Append(Table(content)).ToString();
    }

    private static string Charts(ExplorerContent content)
    {
        var drawn = content.Drawn;
        if (content.Members == 2) return $"<div class=\"pml-x-charts pml-x-two\">{ExplorerPlot.Plane(content, drawn[0], drawn[1])}</div>\n";
        var html = new StringBuilder("<div class=\"pml-x-charts pml-x-three\">\n");
        for (var task = 0; task < 3; task++)
            html.Append($"<div><p class=\"pml-x-name\">{Text(content.Metrics[drawn[task]].Axis.FullTitle)}</p>{ExplorerPlot.Triangle(content, drawn[task])}</div>\n");
        foreach (var (x, y) in ((int, int)[])[(0, 1), (0, 2), (1, 2)]) html.Append(ExplorerPlot.Plane(content, drawn[x], drawn[y])).Append('\n');
        return html.Append("</div>\n").ToString();
    }

    private static string Controls(ExplorerContent content) => content.Members == 2
        ? $"""
            <div class="pml-x-control" hidden><span>{Text(content.Tasks[0])}</span><input type="range" class="pml-x-slider" min="0" max="{ExplorerContent.Hundred}" step="1" value="{ExplorerContent.Counts(content.Alphas[content.Start])[1]}" aria-label="Weight of member 2, {Text(content.Tasks[1])}"><span>{Text(content.Tasks[1])}</span></div>

            """
        : """
            <p class="pml-x-control" hidden>Drag the point in a triangle, or focus the first one and use the arrow keys; 1, 2 and 3 go to a member, Home to the centre.</p>

            """;

    private static string Weights(ExplorerContent content)
    {
        var alpha = content.Alphas[content.Start];
        var html = new StringBuilder($"<p class=\"pml-x-alpha\"><b>α = (<span class=\"pml-x-written\">{ExplorerContent.Written(alpha)}</span>)</b> <span class=\"pml-x-kind\">measured</span></p>\n<table class=\"pml-x-weights\">\n<tr><th colspan=\"3\">Loss weights</th></tr>\n");
        for (var task = 0; task < content.Members; task++)
            html.Append($"<tr><td>{Text(content.Tasks[task])}</td><td><span class=\"pml-x-bar\"><i class=\"pml-x-weightbar\" style=\"width:{Percent(alpha[task])}\"></i></span></td><td class=\"pml-x-weight\">{alpha[task].ToString("F2", CultureInfo.InvariantCulture)}</td></tr>\n");
        return html.Append("</table>\n").ToString();
    }

    private static string Metrics(ExplorerContent content)
    {
        var html = new StringBuilder("<div class=\"pml-x-metrics\">\n");
        foreach (var metric in content.Metrics)
        {
            var (now, alone) = (metric.Values[content.Start], metric.Values[content.Corner(metric.Task)]);
            html.Append($"<div><span class=\"pml-x-name\">{Text(metric.Axis.Title)}{(metric.Axis.Direction == PML.Metrics.Direction.Minimize ? " (lower is better)" : "")}</span> <b class=\"pml-x-value\">{Text(metric.Text(now))}</b> <span class=\"pml-x-change\">{Text(metric.Change(now - alone))}</span></div>\n");
        }

        return html.Append("</div>\n").ToString();
    }

    private static string Line(ExplorerContent content) => $"""
        <p class="pml-x-line"><code class="pml-x-code">{Text(content.Line(content.Alphas[content.Start]))}</code> <button type="button" class="pml-x-copy" hidden>Copy the C# line</button> <span class="pml-x-copied" role="status"></span></p>

        """;

    private static string Samples(ExplorerContent content)
    {
        var (samples, start) = (content.Samples, content.Start);
        var html = new StringBuilder($"<div class=\"pml-x-samples{(samples.Tasks.Any(task => task is ExplorerTask.Maps) ? " pml-x-large" : "")}\">\n");
        for (var s = 0; s < samples.Places.Count; s++)
        {
            html.Append("<div class=\"pml-x-sample\">");
            var name = string.Create(CultureInfo.InvariantCulture, $"Sample {samples.Places[s]}");
            html.Append(samples.Pictures is { } pictures ? $"<img class=\"pml-x-picture\" alt=\"{name}\" src=\"{pictures[s]}\">" : $"<span class=\"pml-x-name\">{name}</span>");
            for (var t = 0; t < samples.Tasks.Count; t++) html.Append(Guess(samples.Tasks[t], t, s, start));
            html.Append("</div>\n");
        }

        return html.Append("</div>\n").ToString();
    }

    private static string Guess(ExplorerTask task, int t, int s, int start)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"data-task=\"{t}\" data-sample=\"{s}\"");
        if (task is ExplorerTask.Maps maps)
            return $"<span class=\"pml-x-name\">{Text(task.Title)}, predicted</span><img class=\"pml-x-map\" {at} alt=\"{Text(task.Title)}, predicted\" src=\"{maps.Image(start, s)}\"><span class=\"pml-x-name\">{Text(task.Title)}, true</span><img class=\"pml-x-truth\" alt=\"{Text(task.Title)}, true\" src=\"{maps.Truth[s]}\">";
        var state = task.Right(start, s) is { } right ? right ? " pml-x-right" : " pml-x-wrong" : "";
        var bars = "";
        if (task is ExplorerTask.Classes { Names.Count: <= MostBars } classes)
            bars = $"<span class=\"pml-x-bars\" aria-hidden=\"true\">{string.Concat(classes.Names.Select((name, c) => $"<i title=\"{Text(name)}\"{(c == classes.Truth[s] ? " class=\"pml-x-true\"" : "")} style=\"height:{Percent(classes.Probability(start, s, c))}\"></i>"))}</span>";
        return $"<div class=\"pml-x-guess{state}\" {at}><span class=\"pml-x-name\">{Text(task.Title)}</span> <span class=\"pml-x-text\">{Text(task.Text(start, s))}</span>{bars}</div>";
    }

    private static string Table(ExplorerContent content)
    {
        var html = new StringBuilder($"<details class=\"pml-x-all\"{(content.Alphas.Count <= OpenTable ? " open" : "")}><summary>All {content.Alphas.Count} measured weightings</summary>\n<table class=\"pml-x-table\"><thead><tr>");
        html.Append("<th>α</th>").AppendJoin("", content.Metrics.Select(metric => $"<th>{Text(metric.Axis.FullTitle)}</th>")).Append("</tr></thead><tbody>\n");
        for (var w = 0; w < content.Alphas.Count; w++)
            html.Append($"<tr><td>{ExplorerContent.Written(content.Alphas[w])}</td>").AppendJoin("", content.Metrics.Select(metric => $"<td>{metric.Values[w].ToString($"F{metric.Digits}", CultureInfo.InvariantCulture)}</td>")).Append("</tr>\n");
        return html.Append("</tbody></table></details>\n").ToString();
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#}%");

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ExplorerHtml).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
