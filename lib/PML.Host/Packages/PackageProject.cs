using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PML.Support;

namespace PML.Host.Packages;

/// <summary>A project that names packages, for NuGet to restore: the SDK finds, fetches and unpacks them, and picks this platform's files.</summary>
/// <param name="packages">Name to version.</param>
/// <param name="sources">Places to fetch from, besides those of the user's own NuGet settings.</param>
internal sealed partial class PackageProject(IReadOnlyDictionary<string, string> packages, IReadOnlyList<string> sources)
{
    private const string ProjectFile = "packages.csproj";

    /// <summary>Where restored projects are kept, by their content: a folder of the user's, or what PML_PACKAGES names.</summary>
    private static string Cache =>
        Environment.GetEnvironmentVariable("PML_PACKAGES") is { Length: > 0 } named ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } own ? own : Path.GetTempPath(), "pml-notebooks", "packages");

    /// <summary>Restores the packages, unless that was done before.</summary>
    /// <exception cref="PmlException">NuGet could not, and says why.</exception>
    public async Task<PackageAssets> Restore(CancellationToken stop)
    {
        var files = Files();
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.Values))))[..24];
        string folder = Path.Combine(Cache, key);
        string assets = Path.Combine(folder, "obj", "project.assets.json");
        // The user may have emptied NuGet's own folder since.
        if (PackageAssets.TryRead(assets) is { } present) return present;
        // In a folder of its own, so that two sessions do not write the same files.
        string work = $"{folder}.{Guid.NewGuid():n}";
        try
        {
            Directory.CreateDirectory(work);
            foreach (var (name, text) in files) await File.WriteAllTextAsync(Path.Combine(work, name), text, stop);
            await Restore(work, stop);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.Move(work, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"The folder of restored packages, {Cache}, cannot be written: {e.Message} Name another one with the environment variable PML_PACKAGES.", e);
        }
        finally
        {
            if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        }
        return PackageAssets.TryRead(assets) ?? throw new PmlException($"NuGet restored {Names}, but a file that it lists is missing. Clear its folder with `dotnet nuget locals global-packages --clear`, and run the cell again.");
    }

    private string Names => string.Join(", ", packages.Select(p => p.Value == "*" ? p.Key : $"{p.Key} {p.Value}"));

    private Dictionary<string, string> Files()
    {
        var project = new XElement("Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup",
                new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
                // With it NuGet picks the files of this platform, native ones included.
                new XElement("RuntimeIdentifier", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier),
                new XElement("SelfContained", "false"),
                new XElement("UseAppHost", "false"),
                new XElement("NuGetAudit", "false")),
            new XElement("ItemGroup", packages.Select(p => new XElement("PackageReference", new XAttribute("Include", p.Key), new XAttribute("Version", p.Value)))));
        var settings = new XElement("configuration",
            new XElement("packageSources", sources.Select((s, i) => new XElement("add", new XAttribute("key", $"notebook {i + 1}"), new XAttribute("value", s)))));
        const string Nothing = "<Project />";
        return new Dictionary<string, string>
        {
            [ProjectFile] = project.ToString(),
            ["nuget.config"] = settings.ToString(),
            // What lies in a folder above is no concern of this project.
            ["Directory.Build.props"] = Nothing,
            ["Directory.Build.targets"] = Nothing,
            ["Directory.Packages.props"] = Nothing,
        };
    }

    private async Task Restore(string folder, CancellationToken stop)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        var start = new ProcessStartInfo(dotnet, ["restore", ProjectFile, "--nologo", "-v", "q", "--disable-build-servers"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // Where this host was itself started by MSBuild, as under tests, these point into that run.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) && k != "MSBUILDDISABLENODEREUSE").ToArray()) start.Environment.Remove(name);
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var error = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            if (process.ExitCode != 0) throw new PmlException($"NuGet could not restore {Names}:\n{Reason(await output + await error)}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PmlException($"Packages need the .NET SDK, and `{start.FileName}` cannot be started: {e.Message}", e);
        }
    }

    // NuGet's errors without the names of the generated project.
    private static string Reason(string text)
    {
        var errors = text.Split('\n').Select(l => Error().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value.Trim()).Distinct().ToArray();
        return errors.Length > 0 ? string.Join('\n', errors) : text.Trim();
    }

    [GeneratedRegex(@"error ((?:NU|NETSDK|MSB)\d+: .*?)(?:\s\[[^\]]*\])?\s*$")]
    private static partial Regex Error();
}
