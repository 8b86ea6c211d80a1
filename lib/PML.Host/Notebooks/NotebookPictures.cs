using System.Text.Json.Nodes;
using PML.Host.Formatting;

namespace PML.Host.Notebooks;

/// <summary>Gives the figures among a notebook's outputs a picture beside their interactive form.</summary>
internal static class NotebookPictures
{
    private const int MostFailures = 3;

    /// <summary>Makes the pictures that are missing, all at once.</summary>
    /// <param name="notebook">The executed notebook; its outputs receive the pictures.</param>
    /// <param name="warn">Told when pictures cannot be made.</param>
    /// <param name="render">Makes them: <see cref="FigureImages.Render"/>.</param>
    public static void Add(Notebook notebook, Action<string> warn, PictureMaker render)
    {
        var outputs = notebook.Cells.Where(c => c.IsCode).SelectMany(c => c.Outputs).OfType<JsonObject>().Where(o => o["data"] is JsonObject).ToArray();
        JsonObject Data(JsonObject output) => output["data"]!.AsObject();
        var figures = outputs.Where(o => Data(o)[Mime.Plotly] is JsonObject && !Data(o).ContainsKey(Mime.Png)).ToArray();
        var pictures = Pictures([.. figures.Select(f => Data(f)[Mime.Plotly]!.ToJsonString())], warn, render);
        for (int i = 0; i < figures.Length; i++)
            if (pictures[i] is { } picture) Data(figures[i])[Mime.Png] = Convert.ToBase64String(picture) + "\n";
        foreach (var output in outputs.Where(o => Data(o).ContainsKey(Mime.Png) && o["metadata"] is not JsonObject { Count: > 0 })) output["metadata"] = OutputMetadata.Of(Data(output));
    }

    // One figure that cannot be drawn must not cost the others; but where nothing can be drawn, it is not tried for ever.
    private static IReadOnlyList<byte[]?> Pictures(string[] figures, Action<string> warn, PictureMaker render)
    {
        if (figures.Length == 0) return [];
        if (render(figures, out string why) is { } all) return all;
        var pictures = new byte[]?[figures.Length];
        for (int i = 0, failed = 0; i < figures.Length && failed < MostFailures && figures.Length > 1; i++)
        {
            pictures[i] = render([figures[i]], out string reason)?[0];
            failed = pictures[i] is null ? failed + 1 : 0;
            if (pictures[i] is null) why = reason;
        }
        warn($"Figures are kept without pictures ({pictures.Count(p => p is null)} of {figures.Length}): {why}");
        return pictures;
    }
}
