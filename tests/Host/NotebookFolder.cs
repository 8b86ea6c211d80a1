using System.Text.Json.Nodes;
using PML.Host.Cells;
using PML.Host.Notebooks;

namespace PML.Tests.Host;

/// <summary>A temporary folder with notebooks in it.</summary>
internal sealed class NotebookFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pml-host-").FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>Writes a notebook of code cells; one that starts with "# " is prose, and "[tag]" in front of one tags it.</summary>
    public string Notebook(string name, params string[] cells)
    {
        var json = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select(Cell)]),
            ["metadata"] = new JsonObject(),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return Write(name, json.ToJsonString());
    }

    /// <summary>Runs a notebook in this process.</summary>
    /// <returns>The notebook with its outputs, how the run ended, and what the terminal showed.</returns>
    public async Task<(Notebook Notebook, RunOutcome Outcome, string Terminal)> Run(string path, CancellationToken stop = default, params string[] parameters)
    {
        var notebook = PML.Host.Notebooks.Notebook.Read(path);
        ParametersCell.Inject(notebook, [.. parameters.Select(p => KeyValuePair.Create(p.Split('=')[0], p.Split('=')[1]))]);
        var terminal = new StringWriter();   // the runner lets one thread at a time write, and none behind the run's end
        var outcome = await new NotebookRunner(notebook, new RunConsole(terminal, terminal, interactive: false), (folder, show) => new CellEngine(folder, show)).Run(stop);
        return (notebook, outcome, terminal.ToString());
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static JsonObject Cell(string text)
    {
        bool prose = text.StartsWith("# ", StringComparison.Ordinal);
        var metadata = new JsonObject();
        if (text.StartsWith('[') && text.IndexOf(']') is > 0 and var end)
        {
            metadata["tags"] = new JsonArray(text[1..end]);
            text = text[(end + 1)..];
        }
        var cell = new JsonObject { ["cell_type"] = prose ? "markdown" : "code", ["metadata"] = metadata, ["source"] = text };
        if (!prose) (cell["outputs"], cell["execution_count"]) = (new JsonArray(), null);
        return cell;
    }
}
