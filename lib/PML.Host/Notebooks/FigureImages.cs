using System.Text.Json.Nodes;
using PML.Figures;
using PML.Host.Formatting;
using PML.Support;

namespace PML.Host.Notebooks;

/// <summary>Renders figures: one PNG for each JSON, or null and why there are none.</summary>
internal delegate IReadOnlyList<byte[]>? PictureMaker(IReadOnlyList<string> plotlyJson, out string why);

/// <summary>Where a notebook's figures become pictures: the one place that knows the library's renderer.</summary>
internal static class FigureImages
{
    /// <summary>Whether a live notebook's figures bring their picture along; the variable <c>PML_PICTURES</c> turns that off, which spares each the moment of drawing.</summary>
    public static bool WantedLive => Environment.GetEnvironmentVariable("PML_PICTURES") != "off";

    /// <summary>Renders figures, all in one browser.</summary>
    /// <param name="plotlyJson">One plotly.js figure each, as JSON.</param>
    /// <param name="why">Why there are none; empty otherwise.</param>
    /// <returns>One PNG per figure, or null when this machine cannot render them.</returns>
    public static IReadOnlyList<byte[]>? Render(IReadOnlyList<string> plotlyJson, out string why)
    {
        try
        {
            why = "";
            return ChromiumRenderer.Render(plotlyJson, ImageFormat.Png);
        }
        catch (PmlException e)
        {
            why = e.Message;
            return null;
        }
    }

    /// <summary>Gives a figure that is about to be shown its picture too, for readers of the saved notebook that run no scripts; without Chromium it stays as it is.</summary>
    /// <param name="data">An output's forms.</param>
    public static void AddTo(JsonObject data)
    {
        if (data[Mime.Plotly] is JsonObject figure && !data.ContainsKey(Mime.Png) && ChromiumRenderer.IsAvailable(out _) && Render([figure.ToJsonString()], out _) is [var picture])
            data[Mime.Png] = Convert.ToBase64String(picture) + "\n";
    }
}
