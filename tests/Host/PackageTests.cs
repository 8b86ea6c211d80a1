using System.IO.Compression;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PML.Host.Packages;

namespace PML.Tests.Host;

/// <summary><c>#r "nuget: …"</c> from a folder of packages that the test makes.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string s_id = $"Pml.Test{Guid.NewGuid():n}";

    private readonly NotebookFolder _folder = new();

    public PackageTests()
    {
        Environment.SetEnvironmentVariable("PML_PACKAGES", _folder.At("cache"));
        Pack("1.0.0");
        Pack("2.0.0");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PML_PACKAGES", null);
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task A_package_is_restored_once_and_its_types_are_there()
    {
        var session = new Session(_folder.Path);
        await Restore(session, $"#i \"nuget: feed\"\n#r \"nuget: {s_id}, 1.0.0\"\nPmlTestPackage.Answer.Version");
        Assert.Equal("1.0.0", session.Shown);
        string restored = Assert.Single(Directory.GetDirectories(_folder.At("cache")));
        var time = File.GetLastWriteTimeUtc(Path.Combine(restored, "obj", "project.assets.json"));
        var again = new Session(_folder.Path);
        await again.Run($"#i \"nuget: feed\"\n#r \"nuget: {s_id}, 1.0.0\"\ntypeof(PmlTestPackage.Answer).Name");
        Assert.Equal("Answer", again.Shown);
        Assert.Equal(time, File.GetLastWriteTimeUtc(Path.Combine(Assert.Single(Directory.GetDirectories(_folder.At("cache"))), "obj", "project.assets.json")));
        var other = await again.Fail($"\n#r \"nuget: {s_id}, 2.0.0\"");
        Assert.Equal(2, other.Line);
        Assert.Contains("1.0.0 already", other.Message);
    }

    [SkippableFact]
    public async Task The_native_library_of_a_package_is_found_when_its_code_calls_it()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The package's native library is the Linux runtime's own.");
        var session = new Session(_folder.Path);
        await Restore(session, $"#i \"nuget: feed\"\n#r \"nuget: {s_id}, 2.0.0\"\nPmlTestPackage.Answer.Process() == Environment.ProcessId");
        Assert.Equal("True", session.Shown);
    }

    [SkippableFact]
    public async Task A_package_that_is_nowhere_fails_with_NuGets_own_message_and_the_session_goes_on()
    {
        var session = new Session(_folder.Path);
        var error = await session.Fail($"#i \"nuget: feed\"\n#r \"nuget: {s_id}.Missing, 1.0.0\"");
        Assert.Equal(("DirectiveError", 2), (error.Name, error.Line));
        SkipOffline(error.Message);
        Assert.Contains($"NuGet could not restore {s_id}.Missing 1.0.0:\nNU", error.Message);
        await session.Run("1");
        Assert.Empty(Directory.GetDirectories(_folder.At("cache")));
    }

    [Fact]
    public async Task An_optional_cell_is_skipped_with_a_sentence_where_its_package_is_nowhere_and_runs_where_it_is()
    {
        var session = new Session(_folder.Path);
        await session.Run($"// Optional: needs a package.\n#i \"nuget: feed\"\n#r \"nuget: {s_id}.Missing, 1.0.0\"\nNoSuchThing.At.All()");
        Assert.StartsWith($"Skipped: this cell is optional. NuGet could not restore {s_id}.Missing 1.0.0:", session.Shown);
        await session.Run($"// Optional: needs a package.\n#r \"nuget: {s_id}, 1.0.0\"\nPmlTestPackage.Answer.Version");
        Assert.EndsWith("1.0.0", session.Shown);
        Assert.Contains("wrong", (await session.Fail("// optional\nthrow new Exception(\"wrong\");")).Message);
    }

    [Fact]
    public void Native_files_of_this_platform_and_runtime_assemblies_are_found_in_NuGets_list()
    {
        foreach (string file in new[] { "p/lib/A.dll", "p/ref/A.dll", "p/n/libx.so" }) _folder.Write(file, "");
        string list = _folder.Write("project.assets.json", """
            {"targets":{"net10.0":{},"net10.0/linux-x64":{"A/1.0":{"type":"package","compile":{"ref/A.dll":{}},"runtime":{"lib/A.dll":{}},"native":{"n/libx.so":{}}},"B/1.0":{"type":"package","compile":{"lib/_._":{}}}}},
             "libraries":{"A/1.0":{"path":"p"},"B/1.0":{"path":"p"}},"packageFolders":{"FOLDER":{}}}
            """.Replace("\"FOLDER\"", System.Text.Json.JsonSerializer.Serialize(_folder.Path)));
        var assets = PackageAssets.TryRead(list)!;
        Assert.Equal([_folder.At("p/lib/A.dll")], assets.References);
        Assert.Equal([_folder.At("p/n/libx.so")], assets.Native);
        Assert.Equal(_folder.At("p/lib/A.dll"), assets.Managed["a"]);
        File.Delete(_folder.At("p/n/libx.so"));
        Assert.Null(PackageAssets.TryRead(list));
    }

    private static async Task Restore(Session session, string code)
    {
        if (await session.Try(code) is not { } error) return;
        SkipOffline(error.Message);
        Assert.Fail(error.Message);
    }

    // NuGet asks all of the machine's sources, though the folder has what is wanted.
    private static void SkipOffline(string message) => Skip.If(message.Contains("NU1301") || message.Contains("NU1900"), "NuGet cannot reach this machine's package sources: " + message);

    private void Pack(string version)
    {
        var tree = CSharpSyntaxTree.ParseText($$"""
            namespace PmlTestPackage;
            public static class Answer
            {
                public static string Version => "{{version}}";
                [System.Runtime.InteropServices.DllImport("{{s_id}}native", EntryPoint = "SystemNative_GetPid")]
                public static extern int Process();
            }
            """);
        var compilation = CSharpCompilation.Create($"{s_id}", [tree], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Directory.CreateDirectory(_folder.At("feed"));
        using var package = ZipFile.Open(_folder.At($"feed/{s_id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var writer = new StreamWriter(package.CreateEntry($"{s_id}.nuspec").Open()))
            writer.Write($"<package><metadata><id>{s_id}</id><version>{version}</version><authors>tests</authors><description>a test's</description></metadata></package>");
        if (OperatingSystem.IsLinux()) package.CreateEntryFromFile(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"), $"runtimes/{RuntimeInformation.RuntimeIdentifier}/native/lib{s_id}native.so");
        using var assembly = package.CreateEntry($"lib/net8.0/{s_id}.dll").Open();
        var made = new MemoryStream();
        Assert.True(compilation.Emit(made).Success);
        assembly.Write(made.ToArray());
    }
}
