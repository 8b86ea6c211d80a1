using System.Globalization;
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
    private const double Width = 760, Height = 450;

    private int _figures;

    /// <summary>The HTML of one output.</summary>
    public string Html(JsonObject output) => (string?)output["output_type"] switch
    {
        "stream" => $"<pre class=\"stream {Escape((string?)output["name"])}\">{Escape(Multiline.Join(output["text"]))}</pre>",
        "error" => $"<pre class=\"error\"><b>{Escape((string?)output["ename"])}</b>: {Escape(Multiline.Join(output["evalue"]))}</pre>",
        _ => output["data"] is JsonObject data ? Rich(data, output["metadata"] as JsonObject) : "",
    };

    private string Rich(JsonObject data, JsonObject? metadata)
    {
        string html = Multiline.Join(data[Mime.Html]);
        if (interactive && data[Mime.Plotly] is JsonObject figure && IsPlainFigure(html)) return Figure(figure, data);
        if (interactive && html.Length > 0 && data.ContainsKey(Mime.Plotly)) return $"<div class=\"rich\">{html}</div>";
        if (data.ContainsKey(Mime.Png)) return $"<figure class=\"picture\">{Picture(data, metadata?[Mime.Png]?["width"])}</figure>";
        // The page has plotly.js already, once.
        if (Scripts.IsPlotly(html)) return "";
        // Without plotly.js the page would wait for it in vain.
        if (html.Length > 0 && !data.ContainsKey(Mime.Plotly)) return $"<div class=\"rich\">{html}</div>";
        if (data[Mime.Markdown] is { } markdown) return $"<div class=\"rich\">{Prose.Html(Multiline.Join(markdown), null)}</div>";
        return Text(data) is { Length: > 0 } text ? $"<pre>{Escape(text)}</pre>" : "";
    }

    // Whatever else draws with plotly.js, with controls of its own for instance, brings its own script.
    private static bool IsPlainFigure(string html) => html.Length == 0 || html.TrimStart().StartsWith("<div class=\"pml-figure\"", StringComparison.Ordinal);

    private string Figure(JsonObject figure, JsonObject data)
    {
        // The default encoder writes every < as an escape, so no text of the figure can end the script.
        string json = figure.ToJsonString();
        double height = Number(figure["layout"]?["height"]) ?? Height, width = Number(figure["layout"]?["width"]) ?? Width;
        string alt = Text(data) is { Length: > 0 } text ? text : PML.Figures.Figure.FromJson(json).Alt;
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<figure class=\"figure\" id=\"figure-{++_figures}\">")
            .Append(CultureInfo.InvariantCulture, $"<div class=\"plot\" role=\"img\" aria-label=\"{Escape(alt)}\" style=\"max-width:{width}px;height:{height}px\"></div>")
            .Append(data.ContainsKey(Mime.Png) ? Picture(data, JsonValue.Create(width)) : "")
            .Append("<script type=\"application/json\" class=\"figure-data\">").Append(json).Append("</script></figure>")
            .ToString();
    }

    private static string Picture(JsonObject data, JsonNode? width)
    {
        string size = Number(width) is { } pixels ? string.Create(CultureInfo.InvariantCulture, $" width=\"{pixels}\"") : "";
        return $"<img class=\"still\" alt=\"{Escape(Text(data))}\"{size} src=\"data:image/png;base64,{Multiline.Join(data[Mime.Png]).ReplaceLineEndings("")}\">";
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : null;

    private static string Text(JsonObject data) => Multiline.Join(data[Mime.Text]);

    private static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");
}
