using System.Text.Json;
using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Host.Notebooks;

/// <summary>An .ipynb document (nbformat 4) whose code is C#; a .dib file is read into one.</summary>
internal sealed class Notebook
{
    private const long LargestFile = 256L << 20;

    private readonly JsonObject _root;

    private Notebook(JsonObject root, string path) => (_root, FullPath) = (root, path);

    /// <summary>Where it was read from, absolute.</summary>
    public string FullPath { get; }

    /// <summary>The folder that its relative paths start at.</summary>
    public string Folder => Path.GetDirectoryName(FullPath)!;

    /// <summary>The file's name without extension.</summary>
    public string Name => Path.GetFileNameWithoutExtension(FullPath);

    /// <summary>Every cell, in order.</summary>
    public IReadOnlyList<NotebookCell> Cells => [.. _root["cells"]!.AsArray().Select(c => new NotebookCell(c!.AsObject()))];

    /// <summary>Reads a notebook and checks that this host can run it.</summary>
    /// <exception cref="PmlException">The file is missing, is no notebook, or holds code in another language.</exception>
    public static Notebook Read(string path)
    {
        string full = Path.GetFullPath(path);
        var file = new FileInfo(full);
        if (!file.Exists) throw new PmlException($"{path}: no such notebook. Give the path of an .ipynb or .dib file.");
        if (file.Length > LargestFile) throw new PmlException($"{path}: {file.Length >> 20} MB is too large for a notebook (at most {LargestFile >> 20} MB). Clear its outputs first.");
        var notebook = new Notebook(Parse(path, ReadText(path)), full);
        notebook.Check(path);
        return notebook;
    }

    /// <summary>Inserts a cell behind another.</summary>
    public void InsertAfter(NotebookCell cell, NotebookCell added)
    {
        var cells = _root["cells"]!.AsArray();
        cells.Insert(cells.IndexOf(cell.Json) + 1, added.Json);
    }

    /// <summary>Takes a cell out.</summary>
    public void Remove(NotebookCell cell) => _root["cells"]!.AsArray().Remove(cell.Json);

    /// <summary>The same notebook again, to be changed on its own.</summary>
    public Notebook Copy() => new((JsonObject)_root.DeepClone(), FullPath);

    /// <summary>The document's text with the metadata of a C# notebook and sorted keys, as Jupyter and VS Code save it.</summary>
    public string ToText()
    {
        NotebookFormat.Complete(_root);
        return NotebookFormat.Text(_root);
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"{path}: the notebook cannot be read: {e.Message}", e);
        }
    }

    private static JsonObject Parse(string path, string text)
    {
        try
        {
            if (DibFormat.IsDib(path)) return DibFormat.Read(text);
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new PmlException($"{path} is no notebook: its JSON is no object.");
        }
        catch (JsonException e)
        {
            throw new PmlException($"{path} is no notebook: {(DibFormat.IsDib(path) ? "its #!meta block" : "it")} is not JSON ({e.Message})", e);
        }
    }

    private void Check(string path)
    {
        if (_root["nbformat"] is not JsonValue format || !format.TryGetValue(out int version) || version != 4)
            throw new PmlException($"{path} is no notebook of nbformat 4: found nbformat {_root["nbformat"]?.ToJsonString() ?? "missing"}. Save it again with a current Jupyter or VS Code.");
        if (_root["cells"] is not JsonArray { Count: > 0 } cells) throw new PmlException($"{path} has no cells: there is nothing to run.");
        for (int i = 0; i < cells.Count; i++) CheckCell(path, cells[i], i + 1);
    }

    private void CheckCell(string path, JsonNode? node, int number)
    {
        if (node is not JsonObject json || json["cell_type"] is not JsonValue || json["source"] is not (JsonArray or JsonValue))
            throw new PmlException($"{path}: cell {number} is damaged: it needs cell_type and source.");
        var cell = new NotebookCell(json);
        string language;
        try
        {
            language = cell.Language ?? DefaultLanguage;
            _ = (cell.Source, cell.Tags.Count(), (string?)json["id"]);
        }
        catch (InvalidOperationException e)
        {
            throw new PmlException($"{path}: cell {number} is damaged: a text stands where none belongs, or none where one belongs.", e);
        }
        if (cell.IsCode && !NotebookCell.IsKnown(language))
            throw new PmlException($"{path}: cell {number} holds {language} code; this host runs C#, HTML and JavaScript only. Change the cell's language to C#, or make it a markdown cell.");
    }

    private string DefaultLanguage
    {
        get
        {
            var metadata = _root["metadata"];
            var name = metadata?["polyglot_notebook"]?["kernelInfo"]?["defaultKernelName"] ?? metadata?["kernelspec"]?["language"] ?? metadata?["language_info"]?["name"];
            return ((string?)name ?? "csharp").ToLowerInvariant();
        }
    }
}
