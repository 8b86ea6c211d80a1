using System.Text.Json;

namespace PML.Host.Packages;

/// <summary>What a restore gave: the files of all packages, for this platform.</summary>
/// <param name="References">Assemblies to compile against and to run.</param>
/// <param name="Managed">Assembly name to file, of everything that may be loaded.</param>
/// <param name="Native">Native libraries.</param>
internal sealed record PackageAssets(IReadOnlyList<string> References, IReadOnlyDictionary<string, string> Managed, IReadOnlyList<string> Native)
{
    /// <summary>Reads NuGet's list.</summary>
    /// <param name="path">project.assets.json.</param>
    /// <returns>Null when the list, or a file of it, is not there.</returns>
    public static PackageAssets? TryRead(string path)
    {
        if (!File.Exists(path)) return null;
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToArray();
        // The last target is the one with the platform.
        var target = root.GetProperty("targets").EnumerateObject().Last().Value;
        List<string> compiled = [], native = [];
        var managed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var package in target.EnumerateObject())
        {
            if (!root.GetProperty("libraries").GetProperty(package.Name).TryGetProperty("path", out var part)) continue;
            if (folders.Select(f => Path.Combine(f, part.GetString()!)).FirstOrDefault(Directory.Exists) is not { } folder) return null;
            compiled.AddRange(Files(package.Value, "compile", folder).Where(IsAssembly));
            foreach (string file in Files(package.Value, "runtime", folder).Where(IsAssembly)) managed[Path.GetFileNameWithoutExtension(file)] = file;
            native.AddRange(Files(package.Value, "native", folder));
        }
        // A package may compile against one file and run another; a script does both with one.
        string[] references = [.. compiled.Select(f => managed.GetValueOrDefault(Path.GetFileNameWithoutExtension(f), f)).Distinct()];
        return references.Concat(managed.Values).Concat(native).All(File.Exists) ? new PackageAssets(references, managed, native) : null;
    }

    private static IEnumerable<string> Files(JsonElement package, string kind, string folder) =>
        package.TryGetProperty(kind, out var files) ? files.EnumerateObject().Select(f => Path.Combine(folder, f.Name.Replace('/', Path.DirectorySeparatorChar))).Where(f => !f.EndsWith("_._", StringComparison.Ordinal)) : [];

    private static bool IsAssembly(string file) => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
}
