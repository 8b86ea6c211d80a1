using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using PML.Figures;
using PML.Support;

namespace PML.Host.Extension;

/// <summary>The kit's VS Code extension as a .vsix file: a zip archive of its files with a manifest that is made from its package.json.</summary>
internal sealed class ExtensionPackage
{
    private const string Space = "http://schemas.microsoft.com/developer/vsx-schema/2011";

    // The archive depends on the files alone.
    private static readonly DateTimeOffset s_time = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Ending, string Type)[] s_types =
        [(".json", "application/json"), (".js", "application/javascript"), (".md", "text/markdown"), (".txt", "text/plain"), (".png", "image/png"), (".vsixmanifest", "text/xml")];

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder;
    private readonly string? _plotly;
    private readonly JsonObject _package;

    /// <summary>The extension in a folder.</summary>
    /// <param name="folder">Where its package.json is.</param>
    /// <param name="plotly">The plotly.min.js that draws its figures; null where there is none, which leaves the drawing to what the figures bring along.</param>
    /// <exception cref="PmlException">It is not there, or not whole.</exception>
    public ExtensionPackage(string folder, string? plotly)
    {
        (_folder, _plotly) = (folder, plotly);
        string path = Path.Combine(folder, "package.json");
        if (!File.Exists(path)) throw new PmlException($"The extension's files are not in {folder}. Build the kit anew: lib/pml setup");
        try
        {
            _package = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        }
        catch (JsonException e)
        {
            throw new PmlException($"{path} is no JSON: {e.Message}", e);
        }
        if (_plotly is null) _package["contributes"]?.AsObject().Remove("notebookRenderer");
    }

    /// <summary>The extension that is published beside this host.</summary>
    public static ExtensionPackage OfThisKit()
    {
        string? plotly = null;
        try
        {
            plotly = PlotlyScript.Find();
        }
        catch (PmlException)
        {
            // `lib/pml setup` and `lib/pml doctor` say so.
        }
        return new ExtensionPackage(Path.Combine(AppContext.BaseDirectory, "vscode"), plotly);
    }

    /// <summary>The extension's version, which is the kit's.</summary>
    public string Version => Text("version");

    /// <summary>The file's usual name.</summary>
    public string FileName => $"{Text("name")}-{Version}.vsix";

    /// <summary>Writes the file.</summary>
    public void Save(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes the archive.</summary>
    public void Write(Stream output)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal).ToArray();
        Add(zip, "[Content_Types].xml", ContentTypes(files).ToString());
        Add(zip, "extension.vsixmanifest", Manifest(files).ToString());
        foreach (string file in files)
        {
            if (file == "package.json") Add(zip, "extension/package.json", _package.ToJsonString(s_readable));
            else Copy(zip, $"extension/{file}", Path.Combine(_folder, file));
        }
        if (_plotly is not null) Copy(zip, "extension/plotly.min.js", _plotly);
    }

    private static XElement ContentTypes(string[] files)
    {
        XNamespace space = "http://schemas.openxmlformats.org/package/2006/content-types";
        var endings = files.Append("extension.vsixmanifest").Select(f => Path.GetExtension(f)).Distinct();
        return new XElement(space + "Types", endings.Select(e => new XElement(
            space + "Default",
            new XAttribute("Extension", e),
            new XAttribute("ContentType", s_types.FirstOrDefault(t => t.Ending == e).Type ?? throw new PmlException($"The extension holds a file that ends in '{e}': its kind is not known. Kinds: {string.Join(", ", s_types.Select(t => t.Ending))}.")))));
    }

    private XElement Manifest(string[] files)
    {
        XNamespace space = Space;
        XElement Asset(string type, string path) => new(space + "Asset", new XAttribute("Type", type), new XAttribute("Path", path), new XAttribute("Addressable", "true"));
        XElement Property(string id, string value) => new(space + "Property", new XAttribute("Id", id), new XAttribute("Value", value));
        return new XElement(
            space + "PackageManifest",
            new XAttribute("Version", "2.0.0"),
            new XElement(
                space + "Metadata",
                new XElement(space + "Identity", new XAttribute("Language", "en-US"), new XAttribute("Id", Text("name")), new XAttribute("Version", Version), new XAttribute("Publisher", Text("publisher"))),
                new XElement(space + "DisplayName", Text("displayName")),
                new XElement(space + "Description", Text("description")),
                new XElement(space + "Categories", string.Join(',', _package["categories"]!.AsArray().Select(c => (string?)c))),
                new XElement(space + "Properties", Property("Microsoft.VisualStudio.Code.Engine", (string)_package["engines"]!["vscode"]!), Property("Microsoft.VisualStudio.Code.ExtensionKind", "workspace"))),
            new XElement(space + "Installation", new XElement(space + "InstallationTarget", new XAttribute("Id", "Microsoft.VisualStudio.Code"))),
            new XElement(space + "Dependencies"),
            new XElement(
                space + "Assets",
                Asset("Microsoft.VisualStudio.Code.Manifest", "extension/package.json"),
                files.Contains("README.md") ? Asset("Microsoft.VisualStudio.Services.Content.Details", "extension/README.md") : null,
                files.Contains("LICENSE.txt") ? Asset("Microsoft.VisualStudio.Services.Content.License", "extension/LICENSE.txt") : null));
    }

    private static void Copy(ZipArchive zip, string name, string path)
    {
        using var entry = Entry(zip, name);
        using var source = File.OpenRead(path);
        source.CopyTo(entry);
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(Entry(zip, name));
        writer.Write(text);
    }

    private static Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = s_time;
        return entry.Open();
    }

    private string Text(string name) => (string?)_package[name] ?? throw new PmlException($"{Path.Combine(_folder, "package.json")} must have '{name}'.");
}
