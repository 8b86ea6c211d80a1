using System.Text.Json.Nodes;
using PML.Host.Formatting;

namespace PML.Host.Notebooks;

/// <summary>Makes a notebook's outputs fit to be kept in its file: figures as pictures, no scripts.</summary>
internal static class SavedOutputs
{
    /// <summary>Replaces figures by pictures, and takes out what holds scripts.</summary>
    /// <param name="notebook">The executed notebook.</param>
    /// <param name="warn">Told when pictures cannot be made.</param>
    public static void Prepare(Notebook notebook, Action<string> warn)
    {
        var bundles = notebook.Cells.Where(c => c.IsCode).SelectMany(c => c.Outputs).Select(o => o?["data"]).OfType<JsonObject>().ToArray();
        AddPictures([.. bundles.Where(b => b.ContainsKey(Mime.Plotly) && !b.ContainsKey(Mime.Png))], warn);
        foreach (var bundle in bundles) RemoveScripts(bundle);
    }

    private static void AddPictures(IReadOnlyList<JsonObject> figures, Action<string> warn)
    {
        if (figures.Count == 0) return;
        var pictures = FigureImages.Render([.. figures.Select(f => f[Mime.Plotly]!.ToJsonString())], out string why);
        if (pictures is null)
        {
            warn($"The notebook is saved without pictures of its {figures.Count} figures: {why}");
            return;
        }
        for (int i = 0; i < figures.Count; i++)
        {
            figures[i][Mime.Png] = Convert.ToBase64String(pictures[i]) + "\n";
            // The picture is what the file shows; the numbers behind it are in the notebook's results.
            figures[i].Remove(Mime.Plotly);
        }
    }

    private static void RemoveScripts(JsonObject bundle)
    {
        if (!Multiline.Join(bundle[Mime.Html]).Contains("<script", StringComparison.OrdinalIgnoreCase)) return;
        bundle.Remove(Mime.Html);
        if (bundle.Count == 0) bundle[Mime.Text] = Multiline.Split("(interactive output: run the notebook to see it)");
    }
}
