using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Figures;

/// <summary>Pictures of figures, drawn by plotly.js in a headless Chromium: one for as long as this process lives.</summary>
public static class ChromiumRenderer
{
    private const int Width = 760, Height = 450;
    private const double PixelsInAnInch = 96;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(60);

    // Draws one figure; for PDF, leaves the drawing in the page.
    private const string DrawScript = """
        async function pmlDraw(figure, format, scale, width, height, alt) {
          document.body.textContent = '';
          const image = await Plotly.toImage(figure, { format: format === 'png' ? 'png' : 'svg', scale: scale, width: width, height: height });
          if (format !== 'pdf') return image;
          document.title = alt;
          document.documentElement.lang = 'en';
          document.body.style.margin = 0;
          document.body.innerHTML = decodeURIComponent(image.slice(image.indexOf(',') + 1));
          const svg = document.body.firstElementChild;
          svg.style.display = 'block';
          svg.setAttribute('role', 'img');
          svg.setAttribute('aria-label', alt);
          for (const inner of svg.querySelectorAll('image')) {
            const loaded = new Image();
            loaded.src = inner.getAttribute('href') || inner.getAttribute('xlink:href');
            await loaded.decode();
          }
          return '';
        }
        """;

    /// <summary>Draws in another process, which has a browser already; null where this process has its own.</summary>
    internal static Func<IReadOnlyList<(string Json, string Alt)>, ImageFormat, CancellationToken, IReadOnlyList<byte[]>>? Elsewhere { get; set; }

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
    /// <returns>One file's content for each figure, in order; .svg and .pdf say what the figure shows.</returns>
    /// <exception cref="PmlException">Chromium or plotly.js is missing or failed; plotly.js refused a figure.</exception>
    public static IReadOnlyList<byte[]> Render(IReadOnlyList<Figure> figures, ImageFormat format, CancellationToken cancellation = default) =>
        Draw([.. figures.Select(figure => (figure.ToJson(), figure.Alt))], format, cancellation);

    /// <summary>Pictures of figures given as plotly.js's JSON.</summary>
    /// <param name="figures">Objects with "data" and "layout"; the layout's width and height count, 760 x 450 where it has none, and the config's scale for the download button, else 2.</param>
    /// <param name="format">The kind of picture.</param>
    /// <param name="cancellation">Stops Chromium.</param>
    /// <returns>One file's content for each figure, in order.</returns>
    /// <exception cref="PmlException">As for the other form, or a text is no JSON object.</exception>
    public static IReadOnlyList<byte[]> Render(IReadOnlyList<string> figures, ImageFormat format, CancellationToken cancellation = default) =>
        Draw([.. figures.Select(figure => (figure, ""))], format, cancellation);

    /// <summary>Pictures of figures with their alternative texts.</summary>
    internal static IReadOnlyList<byte[]> Draw(IReadOnlyList<(string Json, string Alt)> figures, ImageFormat format, CancellationToken cancellation)
    {
        if (figures.Count == 0) return [];
        var parsed = figures.Select((figure, i) => Parse(figure.Json, i)).ToArray();
        if (Elsewhere is { } draw) return draw(figures, format, cancellation);
        var plotly = PlotlyScript.Find();
        return ChromiumBrowser.Shared.Use<IReadOnlyList<byte[]>>(page =>
        {
            if (!(bool)page.Evaluate("!!window.Plotly && !!window.pmlDraw", Each, cancellation)!) page.Evaluate($"{File.ReadAllText(plotly)}\n{DrawScript}\n0", Each, cancellation);
            return [.. parsed.Select((figure, i) => Picture(page, figure, figures[i].Alt, i, format, cancellation))];
        }, cancellation);
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

    private static byte[] Picture(ChromiumPage page, JsonObject figure, string alt, int index, ImageFormat format, CancellationToken cancellation)
    {
        JsonNode width = figure["layout"]?["width"] ?? Width, height = figure["layout"]?["height"] ?? Height;
        var scale = format == ImageFormat.Png ? figure["config"]?["toImageButtonOptions"]?["scale"] ?? 2 : 1;
        var name = format switch { ImageFormat.Png => "png", ImageFormat.Svg => "svg", _ => "pdf" };
        string text;
        try
        {
            text = (string)page.Evaluate($"pmlDraw({PlotlyJson.Text(figure)}, '{name}', {scale.ToJsonString()}, {width.ToJsonString()}, {height.ToJsonString()}, {PlotlyJson.Text(JsonValue.Create(alt))})", Each, cancellation)!;
        }
        catch (InvalidOperationException e)
        {
            throw new PmlException($"plotly.js cannot draw figure {index + 1}: {e.Message}", e);
        }

        return format switch
        {
            ImageFormat.Png => Convert.FromBase64String(text[(text.IndexOf(',') + 1)..]),
            ImageFormat.Svg => SvgText.Described(Uri.UnescapeDataString(text[(text.IndexOf(',') + 1)..]), alt),
            _ => Print(page, (double)width, (double)height, cancellation),
        };
    }

    private static byte[] Print(ChromiumPage page, double width, double height, CancellationToken cancellation) => Convert.FromBase64String((string)page.Send("Page.printToPDF", new()
    {
        ["paperWidth"] = width / PixelsInAnInch, ["paperHeight"] = height / PixelsInAnInch, ["printBackground"] = true, ["generateTaggedPDF"] = true,
        ["marginTop"] = 0, ["marginBottom"] = 0, ["marginLeft"] = 0, ["marginRight"] = 0, ["pageRanges"] = "1",
    }, Each, cancellation)["data"]!);
}
