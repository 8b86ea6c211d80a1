using System.Text.Json.Nodes;
using PML.Host.Formatting;

namespace PML.Host.Notebooks;

/// <summary>Makes a notebook's outputs fit to be kept in its file: figures as pictures, no scripts.</summary>
internal static class SavedOutputs
{
    /// <summary>The notebook without what holds scripts.</summary>
    /// <param name="notebook">The executed notebook, its figures with their pictures (<see cref="NotebookPictures"/>); it stays as it is.</param>
    public static Notebook Of(Notebook notebook)
    {
        var saved = notebook.Copy();
        var code = saved.Cells.Where(c => c.IsCode).ToArray();
        // The picture is what the file shows; running the notebook makes the interactive figure again.
        foreach (var data in code.SelectMany(c => c.Outputs).Select(Data).OfType<JsonObject>().Where(b => b.ContainsKey(Mime.Png))) data.Remove(Mime.Plotly);
        foreach (var outputs in code.Select(c => c.Outputs)) RemoveScripts(outputs);
        return saved;
    }

    private static JsonNode? Data(JsonNode? output) => output?["data"];

    private static void RemoveScripts(JsonArray outputs)
    {
        foreach (var output in outputs.ToArray())
        {
            if (Data(output) is not JsonObject data || Multiline.Join(data[Mime.Html]) is not { } html || !html.Contains("<script", StringComparison.OrdinalIgnoreCase) || Scripts.IsSelfContained(html)) continue;
            data.Remove(Mime.Html);
            // Nothing but a script shows nothing.
            if (Scripts.IsOnlyScript(html)) outputs.Remove(output);
            else if (data.Count == 0) data[Mime.Text] = Multiline.Split("(interactive output: run the notebook to see it)");
        }
    }
}
