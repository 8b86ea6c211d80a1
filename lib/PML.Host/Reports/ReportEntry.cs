using System.Text.Json.Nodes;
using PML.Host.Formatting;
using PML.Host.Notebooks;
using PML.Support;

namespace PML.Host.Reports;

/// <summary>How far a notebook of a report has come.</summary>
internal enum ReportState
{
    /// <summary>It has not begun.</summary>
    Waiting,

    /// <summary>Every cell ran.</summary>
    Done,

    /// <summary>A cell failed, or its process ended.</summary>
    Failed,

    /// <summary>The user stopped it.</summary>
    Stopped,
}

/// <summary>What the index of a report says of one notebook.</summary>
/// <param name="Name">The name of its files in the report's folder, without ending.</param>
/// <param name="Source">The notebook as it is to run.</param>
internal sealed record ReportEntry(string Name, Notebook Source)
{
    /// <summary>How far it has come.</summary>
    public ReportState State { get; private init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; private init; }

    /// <summary>Why it failed; empty otherwise.</summary>
    public string Why { get; private init; } = "";

    /// <summary>Which of its files are there, of ".html" and ".ipynb".</summary>
    public IReadOnlyList<string> Files { get; private init; } = [];

    /// <summary>The first figure as a PNG file's base64, and what it shows; null where it has none.</summary>
    public (string Png, string Alt)? Figure { get; private init; }

    /// <summary>Entries of notebooks, with names that differ.</summary>
    public static ReportEntry[] Of(IReadOnlyList<Notebook> notebooks)
    {
        // "index" is the index's own.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "index" };
        string Free(string name)
        {
            string free = name;
            for (int i = 2; !names.Add(free); i++) free = $"{name}-{i}";
            return free;
        }
        return [.. notebooks.Select(notebook => new ReportEntry(Free(notebook.Name), notebook))];
    }

    /// <summary>The entry after the notebook's process ended.</summary>
    public ReportEntry After(ReportState state, int exitCode, TimeSpan took, string folder)
    {
        var outputs = Outputs(Path.Combine(folder, Name + ".ipynb"));
        return this with
        {
            State = state,
            Took = took,
            Why = state == ReportState.Failed ? Error(outputs) ?? $"its process ended with exit code {exitCode}; the terminal says why" : "",
            Files = [.. ((string[])[".html", ".ipynb"]).Where(ending => File.Exists(Path.Combine(folder, Name + ending)))],
            Figure = outputs.Select(o => o["data"] as JsonObject).FirstOrDefault(d => d?[Mime.Png] is not null) is { } data ? (Multiline.Join(data[Mime.Png]).ReplaceLineEndings(""), Multiline.Join(data[Mime.Text])) : null,
        };
    }

    private static JsonObject[] Outputs(string path)
    {
        try
        {
            return File.Exists(path) ? [.. Notebook.Read(path).Cells.SelectMany(c => c.Outputs).OfType<JsonObject>()] : [];
        }
        catch (PmlException)
        {
            return [];
        }
    }

    private static string? Error(JsonObject[] outputs) => outputs.FirstOrDefault(o => (string?)o["output_type"] == "error") is { } error
        ? $"{(string?)error["ename"]}: {Multiline.Join(error["evalue"]).Split('\n')[0]}"
        : null;
}
