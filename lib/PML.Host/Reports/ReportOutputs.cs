using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PML.Host.Formatting;
using PML.Host.Notebooks;

namespace PML.Host.Reports;

/// <summary>A cell's outputs as HTML; figures stay interactive.</summary>
/// <param name="interactive">Whether plotly.js is in the page.</param>
internal sealed class ReportOutputs(bool interactive)
{
    private int _figures;

    /// <summary>The HTML of one output.</summary>
    public string Html(JsonObject output) => (string?)output["output_type"] switch
    {
        "stream" => $"<pre class=\"stream {Escape((string?)output["name"])}\">{Escape(Multiline.Join(output["text"]))}</pre>",
        "error" => $"<pre class=\"error\"><b>{Escape((string?)output["ename"])}</b>: {Escape(Multiline.Join(output["evalue"]))}</pre>",
        _ => output["data"] is JsonObject data ? Rich(data) : "",
    };

    private string Rich(JsonObject data)
    {
        if (interactive && data[Mime.Plotly] is JsonObject figure) return Figure(figure);
        if (data[Mime.Png] is { } png) return $"<img alt=\"{Escape(Text(data))}\" src=\"data:image/png;base64,{Multiline.Join(png).ReplaceLineEndings("")}\">";
        // The page has plotly.js already, once.
        if (Scripts.IsPlotly(Multiline.Join(data[Mime.Html]))) return "";
        // Without plotly.js the page would wait for it in vain.
        if (data[Mime.Html] is { } html && !data.ContainsKey(Mime.Plotly)) return $"<div class=\"rich\">{Multiline.Join(html)}</div>";
        if (data[Mime.Markdown] is { } markdown) return $"<div class=\"rich\">{Prose.Html(Multiline.Join(markdown), null)}</div>";
        return $"<pre>{Escape(Text(data))}</pre>";
    }

    private string Figure(JsonObject figure)
    {
        // The default encoder writes every < as an escape, so no text of the figure can end the script.
        string json = figure.ToJsonString();
        double height = figure["layout"]?["height"] is JsonValue v && v.TryGetValue(out double h) ? h : 450;
        return new StringBuilder()
            .Append(System.Globalization.CultureInfo.InvariantCulture, $"<div class=\"figure\" id=\"figure-{++_figures}\" style=\"height:{height}px\"></div>")
            .Append("<script type=\"application/json\" class=\"figure-data\">").Append(json).Append("</script>")
            .ToString();
    }

    private static string Text(JsonObject data) => Multiline.Join(data[Mime.Text]);

    private static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");
}
