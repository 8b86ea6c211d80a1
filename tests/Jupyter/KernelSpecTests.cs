using System.Text.Json.Nodes;
using PML.Host.Jupyter;
using PML.Support;
using PML.Tests.Host;
using PML.Tests.Support;

namespace PML.Tests.Jupyter;

/// <summary>How Jupyter comes to know the kernel.</summary>
public sealed class KernelSpecTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_installed_kernel_has_its_own_name_its_command_and_is_interrupted_by_messages()
    {
        string path = KernelSpec.Install(_scratch.Folder, ["/a b/pml", "kernel", "start"]);
        Assert.Equal(_scratch["kernels", "pml-csharp", "kernel.json"], path);
        Assert.Equal(["pml-csharp"], Directory.GetDirectories(_scratch["kernels"]).Select(Path.GetFileName));
        var spec = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.Equal(["/a b/pml", "kernel", "start", "{connection_file}"], spec["argv"]!.AsArray().Select(a => (string)a!));
        Assert.Equal(("C# (PML Notebooks)", "C#", "message"), ((string?)spec["display_name"], (string?)spec["language"], (string?)spec["interrupt_mode"]));
        // What Polyglot Notebooks looks at when it asks whether a kernel is its own.
        Assert.DoesNotContain("vscode", spec["metadata"]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public void A_kernel_can_be_installed_again_listed_and_removed()
    {
        Assert.Empty(KernelSpec.List(_scratch.Folder));
        Assert.False(KernelSpec.Remove(_scratch.Folder));
        KernelSpec.Install(_scratch.Folder, ["old"]);
        KernelSpec.Install(_scratch.Folder, ["new", "start"]);
        Assert.Equal([("pml-csharp", "C# (PML Notebooks)", "new start {connection_file}")], KernelSpec.List(_scratch.Folder));
        Assert.True(KernelSpec.Remove(_scratch.Folder));
        Assert.False(Directory.Exists(KernelSpec.In(_scratch.Folder)));
        Assert.Empty(KernelSpec.List(_scratch.Folder));
    }

    [Theory]
    [InlineData("{\"display_name\": \"theirs\", \"metadata\": {}}")]
    [InlineData("{\"display_name\": \"theirs\"}")]
    [InlineData("{\"metadata\": 5}")]
    [InlineData("no JSON")]
    [InlineData("{\"metadata\": {\"pml_notebooks\": true}, \"metadata\": {}}")]
    public void A_kernel_of_somebody_else_that_has_the_name_is_left_alone(string theirs)
    {
        Directory.CreateDirectory(KernelSpec.In(_scratch.Folder));
        string path = _scratch["kernels", "pml-csharp", "kernel.json"];
        File.WriteAllText(path, theirs);
        Assert.Contains("not this kit's. Move it away", Assert.Throws<PmlException>(() => KernelSpec.Install(_scratch.Folder, ["x"])).Message);
        Assert.False(KernelSpec.Remove(_scratch.Folder));
        Assert.Equal(theirs, File.ReadAllText(path));
    }

    [Fact]
    public void What_somebody_put_beside_the_kernels_file_stays_when_it_is_removed()
    {
        KernelSpec.Install(_scratch.Folder, ["x"]);
        File.WriteAllText(_scratch["kernels", "pml-csharp", "logo-64x64.png"], "mine");
        Assert.True(KernelSpec.Remove(_scratch.Folder));
        Assert.Equal(["logo-64x64.png"], Directory.GetFiles(KernelSpec.In(_scratch.Folder)).Select(Path.GetFileName));
    }

    [Fact]
    public void Kernels_that_are_none_are_not_listed()
    {
        foreach (var (name, text) in new[] { (".net-csharp", "{\"display_name\": \".NET (C#)\", \"argv\": [\"dotnet\", 5, null]}"), ("broken", "{"), ("odd", "{\"argv\": 5}") })
        {
            Directory.CreateDirectory(_scratch["kernels", name]);
            File.WriteAllText(_scratch["kernels", name, "kernel.json"], text);
        }
        Directory.CreateDirectory(_scratch["kernels", "empty"]);
        Assert.Equal([(".net-csharp", ".NET (C#)", "dotnet 5 "), ("odd", "", "")], KernelSpec.List(_scratch.Folder));
    }

    [Fact]
    public void The_folder_is_the_one_that_Jupyter_itself_looks_into()
    {
        Assert.Equal("/data", KernelSpec.UsersFolder(Variables(("JUPYTER_DATA_DIR", "/data"), ("XDG_DATA_HOME", "/xdg"))));
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) return;
        Assert.Equal("/xdg/jupyter", KernelSpec.UsersFolder(Variables(("JUPYTER_DATA_DIR", ""), ("XDG_DATA_HOME", "/xdg"))));
        Assert.EndsWith("/.local/share/jupyter", KernelSpec.UsersFolder(Variables()));
    }

    [Fact]
    public async Task The_command_installs_lists_and_removes()
    {
        var environment = new Dictionary<string, string> { ["JUPYTER_DATA_DIR"] = _scratch["jupyter"] };
        Assert.Contains("Wrote " + _scratch["jupyter", "kernels", "pml-csharp", "kernel.json"], (await Pml("install")).Output);
        Assert.Contains("C# (PML Notebooks)", (await Pml("list")).Output);
        Assert.Contains("Removed", (await Pml("remove")).Output);
        Assert.Contains("Nothing to remove", (await Pml("remove")).Output);
        Assert.Contains("lib/pml kernel install", (await Pml("list")).Output);
        var (code, _, error) = await Pml("start", _scratch["none.json"]);
        Assert.NotEqual(0, code);
        Assert.Contains("is not there", error);
        Assert.DoesNotContain("   at ", error);

        Task<(int Code, string Output, string Error)> Pml(params string[] arguments) => PmlProcess.Run(_scratch.Folder, environment, ["kernel", .. arguments]);
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] set) => name => set.FirstOrDefault(v => v.Name == name).Value;
}
