using System.Text.Json.Nodes;

namespace PML.Figures;

/// <summary>One series of a figure, with the names of plotly.js.</summary>
public sealed class Trace
{
    /// <summary>A series of some kind.</summary>
    /// <param name="type">The kind, e.g. "scatter", "heatmap", "scatter3d".</param>
    /// <remarks>Names and kinds: https://plotly.com/javascript/reference/. Use those that plotly.js 3 and 4 share: notebook clients bring either.</remarks>
    public Trace(string type) => Json["type"] = type;

    /// <summary>What plotly.js is given.</summary>
    internal JsonObject Json { get; } = [];

    /// <summary>Sets an attribute.</summary>
    /// <param name="path">Its name; dots lead inwards, e.g. "marker.color".</param>
    /// <param name="value">A number, text, a flag, a list, a matrix or a dictionary of these. NaN becomes a gap; null takes the attribute away.</param>
    /// <returns>This trace.</returns>
    /// <exception cref="Support.PmlException">The value is of another type.</exception>
    public Trace Set(string path, object? value)
    {
        PlotlyJson.Put(Json, path, value);
        return this;
    }

    /// <summary>Lines or markers in the plane.</summary>
    /// <param name="x">Shape [n].</param>
    /// <param name="y">Shape [n].</param>
    /// <param name="mode">"lines", "markers" or "lines+markers".</param>
    /// <param name="name">What the legend says; null for a series that is not in it.</param>
    /// <returns>The trace.</returns>
    public static Trace Scatter(IEnumerable<double> x, IEnumerable<double> y, string mode, string? name) =>
        new Trace("scatter").Set("x", x).Set("y", y).Set("mode", mode).Set("name", name).Set("showlegend", name is not null);
}
