using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using PML.Host.Extension;
using PML.Support;
using PML.Tests.RepoRules;

namespace PML.Tests.Host;

/// <summary>The extension for VS Code: its package, and its parts that need no VS Code.</summary>
public sealed class ExtensionTests
{
    [Fact]
    public void The_package_holds_the_extension_and_the_manifest_that_VS_Code_reads()
    {
        using var zip = Packed(ExtensionPackage.OfThisKit());
        string[] names = [.. zip.Entries.Select(e => e.FullName)];
        Assert.All(["[Content_Types].xml", "extension.vsixmanifest", "extension/package.json", "extension/extension.js", "extension/README.md", "extension/LICENSE.txt"], n => Assert.Contains(n, names));
        var types = XDocument.Parse(Text(zip, "[Content_Types].xml")).Root!.Elements().Select(e => e.Attribute("Extension")!.Value).ToHashSet();
        Assert.All(names.Where(n => n != "[Content_Types].xml"), n => Assert.Contains(Path.GetExtension(n), types));
        var identity = XDocument.Parse(Text(zip, "extension.vsixmanifest")).Descendants().Single(e => e.Name.LocalName == "Identity");
        Assert.Equal("pml-notebooks", identity.Attribute("Publisher")!.Value);
    }

    [Fact]
    public void Its_version_is_the_kits() => Assert.Equal(typeof(ExtensionPackage).Assembly.GetName().Version!.ToString(3), ExtensionPackage.OfThisKit().Version);

    [Fact]
    public void The_same_files_give_the_same_package()
    {
        var (one, two) = (new MemoryStream(), new MemoryStream());
        ExtensionPackage.OfThisKit().Write(one);
        ExtensionPackage.OfThisKit().Write(two);
        Assert.Equal(one.ToArray(), two.ToArray());
    }

    [Fact]
    public void Figures_are_drawn_by_the_extension_only_where_plotly_js_goes_with_it()
    {
        using var folder = new NotebookFolder();
        string extension = Path.Combine(Repository.Root, "lib", "PML.Host", "vscode"), plotly = folder.Write("plotly.min.js", "// drawn");
        using var with = Packed(new ExtensionPackage(extension, plotly));
        using var without = Packed(new ExtensionPackage(extension, null));
        Assert.Equal("// drawn", Text(with, "extension/plotly.min.js"));
        Assert.NotNull(Contributed(with)["notebookRenderer"]);
        Assert.Null(without.GetEntry("extension/plotly.min.js"));
        Assert.Null(Contributed(without)["notebookRenderer"]);
    }

    [Fact]
    public void Every_command_and_setting_that_the_code_names_is_declared()
    {
        string folder = Path.Combine(Repository.Root, "lib", "PML.Host", "vscode");
        string declared = File.ReadAllText(Path.Combine(folder, "package.json"));
        string code = string.Concat(Directory.GetFiles(folder, "*.js").Select(File.ReadAllText));
        Assert.All(["pml.restart", "pml.showLog"], command => Assert.True(declared.Contains($"\"command\": \"{command}\"", StringComparison.Ordinal) && code.Contains($"registerCommand('{command}'", StringComparison.Ordinal), command));
        Assert.All(["kit", "device"], setting => Assert.True(declared.Contains($"\"pml.{setting}\"", StringComparison.Ordinal) && code.Contains($"setting('{setting}')", StringComparison.Ordinal), setting));
    }

    [Fact]
    public void A_missing_editor_is_told_with_what_to_do() =>
        Assert.Contains("lib/pml vscode pack", Assert.Throws<PmlException>(() => EditorProgram.Find("no-such-editor")).Message, StringComparison.Ordinal);

    [SkippableFact]
    public async Task Its_parts_pass_their_own_tests_under_Node()
    {
        var start = new ProcessStartInfo("node", ["--test", "tests/vscode/unit/"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new SkipException("Node.js is not installed; the extension's own tests need it.");
        }
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await output + await error);
            Assert.DoesNotContain("# tests 0", await output, StringComparison.Ordinal);
        }
    }

    private static ZipArchive Packed(ExtensionPackage package)
    {
        var bytes = new MemoryStream();
        package.Write(bytes);
        bytes.Position = 0;
        return new ZipArchive(bytes);
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static JsonObject Contributed(ZipArchive zip) => JsonNode.Parse(Text(zip, "extension/package.json"))!["contributes"]!.AsObject();
}
