using System.Text;
using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Figures;

/// <summary>A figure: series and layout with the names of plotly.js. Notebooks show it by itself; <see cref="Save"/> writes it to a file.</summary>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html", "application/vnd.plotly.v1+json"])]
public sealed class Figure
{
    private readonly JsonArray _traces = [];
    private readonly JsonObject _layout = [];

    /// <summary>What the figure shows, for readers who cannot see it.</summary>
    public string Alt { get; set; } = "Figure";

    /// <summary>Width of a saved picture in pixels of a plain screen; in a notebook, the greatest width.</summary>
    public int Width { get; set => field = Check.InRange(value, 50, 10_000); } = 760;

    /// <summary>Height in pixels of a plain screen.</summary>
    public int Height { get; set => field = Check.InRange(value, 50, 10_000); } = 520;

    /// <summary>How many pixels of a saved .png stand for one of a plain screen; a figure of many small parts may do with fewer than the 2 of others.</summary>
    public double PixelRatio { get; set => field = Check.InRange(value, 0.5, 4); } = 2;

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
        return PlotlyJson.Text(new JsonObject { ["data"] = _traces.DeepClone(), ["layout"] = layout, ["config"] = Config(PixelRatio) });
    }

    /// <summary>The figure as an HTML fragment that waits for plotly.js; <see cref="PlotlyScript"/> brings that into a page.</summary>
    /// <returns>The same text for the same figure.</returns>
    public string ToHtml() => FigureHtml.Fragment(this);

    /// <summary>Writes the figure to a file: a picture (.png at <see cref="PixelRatio"/>, .svg), an interactive page that needs no network (.html), or plotly.js's JSON (.json).</summary>
    /// <param name="path">Where to; its ending decides.</param>
    /// <exception cref="PmlException">The ending is another; the file cannot be written (an earlier one is kept); Chromium or plotly.js is missing or failed.</exception>
    public void Save(string path)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".png": SaveBytes(path, ChromiumRenderer.Render([this], ImageFormat.Png)[0]); break;
            case ".svg": SaveBytes(path, ChromiumRenderer.Render([this], ImageFormat.Svg)[0]); break;
            case ".html": SaveBytes(path, Encoding.UTF8.GetBytes(FigureHtml.Page(this))); break;
            case ".json": SaveBytes(path, Encoding.UTF8.GetBytes(ToJson())); break;
            case var other: throw new PmlException($"A figure's file must end in .png, .svg, .html or .json; found '{other}' in {path}.");
        }
    }

    /// <summary>What the figure shows, in words.</summary>
    /// <returns>The alternative text.</returns>
    public override string ToString() => Alt;

    // plotly.js 4 offers by default to send the data to its maker's server.
    private static JsonObject Config(double pixelRatio)
    {
        var config = new JsonObject { ["responsive"] = true, ["displaylogo"] = false, ["showSendToCloud"] = false };
        if (pixelRatio != 2) config["toImageButtonOptions"] = new JsonObject { ["scale"] = pixelRatio };
        return config;
    }

    private static void SaveBytes(string path, byte[] content) => AtomicFile.Write(path, stream => stream.Write(content));

    private sealed class Formatters
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new TypeFormatter<Figure>("text/html", figure => figure.ToHtml()),
            new TypeFormatter<Figure>("application/vnd.plotly.v1+json", figure => figure.ToJson()),
            new TypeFormatter<Figure>("text/plain", figure => figure.Alt),
        ];
    }
}
