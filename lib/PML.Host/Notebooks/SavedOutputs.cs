using System.Text.Json.Nodes;
using PML.Host.Formatting;

namespace PML.Host.Notebooks;

/// <summary>Makes a notebook's outputs fit to be kept in its file: figures as pictures, no scripts.</summary>
internal static class SavedOutputs
{
    /// <summary>The notebook with pictures for figures, and without what holds scripts.</summary>
    /// <param name="notebook">The executed notebook; it stays as it is.</param>
    /// <param name="warn">Told when pictures cannot be made.</param>
    /// <param name="render">Makes the pictures: <see cref="FigureImages.Render"/>.</param>
    public static Notebook Of(Notebook notebook, Action<string> warn, PictureMaker render)
    {
        var saved = notebook.Copy();
        var code = saved.Cells.Where(c => c.IsCode).ToArray();
        AddPictures([.. code.SelectMany(c => c.Outputs).Select(Data).OfType<JsonObject>().Where(b => b.ContainsKey(Mime.Plotly) && !b.ContainsKey(Mime.Png))], warn, render);
        foreach (var outputs in code.Select(c => c.Outputs)) RemoveScripts(outputs);
        return saved;
    }

    private static JsonNode? Data(JsonNode? output) => output?["data"];

    private static void AddPictures(IReadOnlyList<JsonObject> figures, Action<string> warn, PictureMaker render)
    {
        if (figures.Count == 0) return;
        var pictures = render([.. figures.Select(f => f[Mime.Plotly]!.ToJsonString())], out string why);
        if (pictures is null)
        {
            warn($"The notebook is saved without pictures of its figures ({figures.Count}): {why}");
            return;
        }
        for (int i = 0; i < figures.Count; i++)
        {
            figures[i][Mime.Png] = Convert.ToBase64String(pictures[i]) + "\n";
            // The picture is what the file shows; running the notebook makes the interactive figure again.
            figures[i].Remove(Mime.Plotly);
        }
    }

    private static void RemoveScripts(JsonArray outputs)
    {
        foreach (var output in outputs.ToArray())
        {
            if (Data(output) is not JsonObject data || Multiline.Join(data[Mime.Html]) is not { } html || !html.Contains("<script", StringComparison.OrdinalIgnoreCase)) continue;
            data.Remove(Mime.Html);
            // Nothing but a script shows nothing.
            if (Scripts.IsOnlyScript(html)) outputs.Remove(output);
            else if (data.Count == 0) data[Mime.Text] = Multiline.Split("(interactive output: run the notebook to see it)");
        }
    }
}
