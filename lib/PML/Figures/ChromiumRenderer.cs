using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PML.Support;

namespace PML.Figures;

/// <summary>Pictures of figures, drawn by plotly.js in a headless Chromium: one process for all of them.</summary>
public static partial class ChromiumRenderer
{
    private const int Width = 760, Height = 450;
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60), Each = TimeSpan.FromSeconds(10);

    /// <summary>Whether pictures can be made here.</summary>
    /// <param name="why">What is missing and how to get it; empty when nothing is.</param>
    /// <returns>True if Chromium and plotly.js are there.</returns>
    public static bool IsAvailable(out string why)
    {
        try
        {
            _ = (ChromiumProcess.Find(), PlotlyScript.Find());
            why = "";
            return true;
        }
        catch (PmlException e)
        {
            why = e.Message;
            return false;
        }
    }

    /// <summary>Pictures of figures.</summary>
    /// <param name="figures">Any number.</param>
    /// <param name="format">The kind of picture.</param>
    /// <param name="cancellation">Stops Chromium.</param>
    /// <returns>One file's content for each figure, in order.</returns>
    /// <exception cref="PmlException">Chromium or plotly.js is missing or failed; plotly.js refused a figure.</exception>
    public static IReadOnlyList<byte[]> Render(IReadOnlyList<Figure> figures, ImageFormat format, CancellationToken cancellation = default) =>
        Render([.. figures.Select(figure => figure.ToJson())], format, cancellation);

    /// <summary>Pictures of figures given as plotly.js's JSON.</summary>
    /// <param name="figures">Objects with "data" and "layout"; the layout's width and height count, 760 x 450 where it has none, and the config's scale for the download button, else 2.</param>
    /// <param name="format">The kind of picture.</param>
    /// <param name="cancellation">Stops Chromium.</param>
    /// <returns>One file's content for each figure, in order.</returns>
    /// <exception cref="PmlException">As for the other form, or a text is no JSON object.</exception>
    public static IReadOnlyList<byte[]> Render(IReadOnlyList<string> figures, ImageFormat format, CancellationToken cancellation = default)
    {
        if (figures.Count == 0) return [];
        var page = Page([.. figures.Select(Parse)], format, PlotlyScript.Find());
        var dom = ChromiumProcess.DumpDom(ChromiumProcess.Find(), page, Start + Each * figures.Count, cancellation);
        var results = Result().Matches(dom);
        if (results.Count != figures.Count)
            throw new PmlException($"Chromium drew {results.Count} of {figures.Count} figures and stopped. Try again, or fewer at once; .html files need no Chromium.");
        return [.. results.Select(Content)];
    }

    private static JsonObject Parse(string figure, int index)
    {
        try
        {
            return JsonNode.Parse(figure) as JsonObject ?? throw new PmlException($"Figure {index + 1} is no JSON object.");
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new PmlException($"Figure {index + 1} is no JSON: {e.Message}", e);
        }
    }

    private static byte[] Content(Match result, int index)
    {
        var text = WebUtility.HtmlDecode(result.Groups["text"].Value);
        if (result.Groups["kind"].Value == "error") throw new PmlException($"plotly.js cannot draw figure {index + 1}: {text}");
        var data = text[(text.IndexOf(',') + 1)..];
        return text.StartsWith("data:image/png;base64,", StringComparison.Ordinal)
            ? Convert.FromBase64String(data)
            : System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(data));
    }

    private static string Page(IReadOnlyList<JsonObject> figures, ImageFormat format, string plotly) => string.Create(CultureInfo.InvariantCulture, $$"""
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"><script src="{{WebUtility.HtmlEncode(new Uri(plotly).AbsoluteUri)}}"></script></head>
        <body><script>
        (async function () {
          var figures = {{PlotlyJson.Text(new JsonArray([.. figures]))}};
          for (var figure of figures) {
            var result = document.createElement('pre');
            try {
              var layout = figure.layout || {};
              result.className = 'picture';
              result.textContent = await Plotly.toImage(figure, {
                format: '{{(format == ImageFormat.Png ? "png" : "svg")}}',
                scale: {{(format == ImageFormat.Png ? "figure.config && figure.config.toImageButtonOptions && figure.config.toImageButtonOptions.scale || 2" : "1")}},
                width: layout.width || {{Width}}, height: layout.height || {{Height}} });
            } catch (error) {
              result.className = 'error';
              result.textContent = String(error && error.message || error);
            }
            document.body.appendChild(result);
          }
        })();
        </script></body></html>
        """);

    [GeneratedRegex("<pre class=\"(?<kind>picture|error)\">(?<text>[^<]*)</pre>")]
    private static partial Regex Result();
}
