using System.Text;
using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Figures;

/// <summary>A figure: series and layout with the names of plotly.js. Notebooks show it by itself; <see cref="Save"/> writes it to a file.</summary>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html", "application/vnd.plotly.v1+json"])]
public sealed class Figure
{
    private readonly JsonArray _traces;
    private readonly JsonObject _layout, _config;
    private readonly JsonNode? _frames;
    private string? _alt;

    /// <summary>A figure without series.</summary>
    public Figure() : this([], [], [], null)
    {
    }

    internal Figure(JsonArray traces, JsonObject layout, JsonObject config, JsonNode? frames) => (_traces, _layout, _config, _frames) = (traces, layout, config, frames);

    /// <summary>What the figure shows, with its data, for readers who cannot see it. Where none is given, a description made from the series.</summary>
    public string Alt { get => _alt ?? FigureDescription.Of(_traces, _layout); set => _alt = string.IsNullOrWhiteSpace(value) ? null : value; }

    /// <summary>Width of a saved picture in pixels of a plain screen; in a notebook, the greatest width.</summary>
    public int Width { get; set => field = Check.InRange(value, 50, 10_000); } = 760;

    /// <summary>Height in pixels of a plain screen.</summary>
    public int Height { get; set => field = Check.InRange(value, 50, 10_000); } = 520;

    /// <summary>How many pixels of a saved .png stand for one of a plain screen; a figure of many small parts may do with fewer than the 2 of others.</summary>
    public double PixelRatio { get; set => field = Check.InRange(value, 0.5, 4); } = 2;

    /// <summary>A figure that another library, or this one, wrote as plotly.js's JSON.</summary>
    /// <param name="json">An object with "data" and, if it likes, "layout", "config" and "frames", or an array of series alone.</param>
    /// <returns>The figure; <see cref="ToJson"/> gives the same series and layout again.</returns>
    /// <remarks>Titles and fonts in the manner of plotly.js 1 ("title": "text", "titlefont") become those of plotly.js 3 and 4.</remarks>
    /// <exception cref="PmlException">The text is no such JSON, or the figure would load something from the network.</exception>
    public static Figure FromJson(string json) => FigureJson.Read(json);

    /// <summary>Adds a series on top of those before it.</summary>
    /// <param name="trace">The series, copied.</param>
    /// <returns>This figure.</returns>
    public Figure Add(Trace trace)
    {
        _traces.Add(trace.Json.DeepClone());
        return this;
    }

    /// <summary>Sets an attribute of the layout.</summary>
    /// <param name="path">Its name; dots lead inwards, e.g. "xaxis.title.text".</param>
    /// <param name="value">As for <see cref="Trace.Set"/>.</param>
    /// <returns>This figure.</returns>
    /// <exception cref="PmlException">The value is of a type that JSON has no counterpart for.</exception>
    public Figure Layout(string path, object? value)
    {
        PlotlyJson.Put(_layout, path, value);
        return this;
    }

    /// <summary>The figure as plotly.js's JSON: an object with "data", "layout" and "config", the arguments of Plotly.newPlot.</summary>
    /// <returns>The text; safe inside a script element.</returns>
    public string ToJson() => Json(Width);

    /// <summary>The JSON with some width, or with none so that the figure takes its box's.</summary>
    internal string Json(int? width)
    {
        var layout = (JsonObject)_layout.DeepClone();
        if (width is { } pixels) layout["width"] = pixels;
        layout["height"] = Height;
        var figure = new JsonObject { ["data"] = _traces.DeepClone(), ["layout"] = layout, ["config"] = FigureJson.Config(_config, PixelRatio) };
        if (_frames is not null) figure["frames"] = _frames.DeepClone();
        return PlotlyJson.Text(figure);
    }

    /// <summary>The figure as an HTML fragment that waits for plotly.js; <see cref="PlotlyScript"/> brings that into a page.</summary>
    /// <returns>The same text for the same figure.</returns>
    public string ToHtml() => FigureHtml.Fragment(this);

    /// <summary>Writes the figure to a file: a picture (.png, .svg, .pdf of one page), an interactive page that needs no network (.html), or plotly.js's JSON (.json).</summary>
    /// <param name="path">Where to; its ending decides.</param>
    /// <param name="width">In pixels of a plain screen, 50 to 10000; null for <see cref="Width"/>.</param>
    /// <param name="height">As the width; null for <see cref="Height"/>.</param>
    /// <param name="scale">For .png, pixels for each of a plain screen, 0.5 to 4; null for <see cref="PixelRatio"/>.</param>
    /// <exception cref="PmlException">The ending is another; a size is out of range; the file cannot be written (an earlier one is kept); Chromium or plotly.js is missing or failed.</exception>
    public void Save(string path, int? width = null, int? height = null, double? scale = null)
    {
        var figure = new Figure(_traces, _layout, _config, _frames) { _alt = _alt, Width = width ?? Width, Height = height ?? Height, PixelRatio = scale ?? PixelRatio };
        byte[] content = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => figure.Picture(ImageFormat.Png),
            ".svg" => figure.Picture(ImageFormat.Svg),
            ".pdf" => figure.Picture(ImageFormat.Pdf),
            ".html" => Encoding.UTF8.GetBytes(FigureHtml.Page(figure)),
            ".json" => Encoding.UTF8.GetBytes(figure.ToJson()),
            var other => throw new PmlException($"A figure's file must end in .png, .svg, .pdf, .html or .json; found '{other}' in {path}."),
        };
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    /// <summary>What the figure shows, in words.</summary>
    /// <returns>The alternative text.</returns>
    public override string ToString() => Alt;

    private byte[] Picture(ImageFormat format) => ChromiumRenderer.Render([this], format)[0];

    private sealed class Formatters
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new TypeFormatter<Figure>("text/html", figure => figure.ToHtml()),
            new TypeFormatter<Figure>("application/vnd.plotly.v1+json", figure => figure.ToJson()),
            new TypeFormatter<Figure>("image/png", figure => Convert.ToBase64String(figure.Picture(ImageFormat.Png))),
            new TypeFormatter<Figure>("text/plain", figure => figure.Alt),
        ];
    }
}
