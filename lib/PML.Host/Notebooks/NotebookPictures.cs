using System.Text.Json.Nodes;
using PML.Host.Formatting;

namespace PML.Host.Notebooks;

/// <summary>Gives the figures among a notebook's outputs a picture beside their interactive form.</summary>
internal static class NotebookPictures
{
    /// <summary>Makes the pictures that are missing, all at once.</summary>
    /// <param name="notebook">The executed notebook; its outputs receive the pictures.</param>
    /// <param name="warn">Told when pictures cannot be made.</param>
    /// <param name="render">Makes them: <see cref="FigureImages.Render"/>.</param>
    public static void Add(Notebook notebook, Action<string> warn, PictureMaker render)
    {
        var outputs = notebook.Cells.Where(c => c.IsCode).SelectMany(c => c.Outputs).OfType<JsonObject>().Where(o => o["data"] is JsonObject).ToArray();
        JsonObject Data(JsonObject output) => output["data"]!.AsObject();
        var figures = outputs.Where(o => Data(o)[Mime.Plotly] is JsonObject && !Data(o).ContainsKey(Mime.Png)).ToArray();
        var pictures = figures.Length == 0 ? [] : render([.. figures.Select(f => Data(f)[Mime.Plotly]!.ToJsonString())], out string why) ?? Without(why);
        for (int i = 0; i < pictures.Count; i++) Data(figures[i])[Mime.Png] = Convert.ToBase64String(pictures[i]) + "\n";
        foreach (var output in outputs.Where(o => Data(o).ContainsKey(Mime.Png) && o["metadata"] is not JsonObject { Count: > 0 })) output["metadata"] = OutputMetadata.Of(Data(output));

        IReadOnlyList<byte[]> Without(string why)
        {
            warn($"The figures ({figures.Length}) are kept without pictures: {why}");
            return [];
        }
    }
}
