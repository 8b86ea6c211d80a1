using System.Text.Json;
using System.Text.Json.Nodes;
using PML.Support;

namespace PML.Host.Jupyter;

/// <summary>The folder by which Jupyter knows a kernel: a kernel.json that says how to start it.</summary>
internal static class KernelSpec
{
    /// <summary>The kernel's name among Jupyter's kernels. Not <c>.net-csharp</c>: that one is .NET Interactive's.</summary>
    public const string Name = "pml-csharp";

    private const string File = "kernel.json", Mark = "pml_notebooks";
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };
    private static readonly JsonDocumentOptions s_reading = new() { AllowDuplicateProperties = false };

    /// <summary>Where Jupyter keeps what a user added: <c>JUPYTER_DATA_DIR</c>, else the platform's place.</summary>
    public static string UsersFolder(Func<string, string?> variable)
    {
        if (variable("JUPYTER_DATA_DIR") is { Length: > 0 } named) return named;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows()) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Jupyter");
        return Path.Combine(variable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share"), "jupyter");
    }

    /// <summary>The kernelspec's folder in a folder of Jupyter's.</summary>
    public static string In(string jupyter) => Path.Combine(jupyter, "kernels", Name);

    /// <summary>Makes the kernel known.</summary>
    /// <param name="jupyter">Jupyter's data folder.</param>
    /// <param name="command">The command that starts the kernel, up to the connection file.</param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="PmlException">It cannot be written, or a kernel of somebody else has the name.</exception>
    public static string Install(string jupyter, IReadOnlyList<string> command)
    {
        string path = Path.Combine(In(jupyter), File);
        if (System.IO.File.Exists(path) && !IsOurs(path)) throw new PmlException($"{path} is there, and not this kit's. Move it away, then install again.");
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. command.Select(c => (JsonNode)c), "{connection_file}"]),
            ["display_name"] = "C# (PML Notebooks)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["kernel_protocol_version"] = JupyterMessage.Version,
            ["metadata"] = new JsonObject { [Mark] = true },
        };
        AtomicFile.WriteText(path, spec.ToJsonString(s_indented) + "\n");
        return path;
    }

    /// <summary>Makes the kernel unknown again; takes away only what was installed.</summary>
    /// <returns>Whether it was known.</returns>
    /// <exception cref="PmlException">It cannot be removed.</exception>
    public static bool Remove(string jupyter)
    {
        string folder = In(jupyter), path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path) || !IsOurs(path)) return false;
        try
        {
            System.IO.File.Delete(path);
            if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"{path} cannot be removed: {e.Message}", e);
        }
    }

    /// <summary>The kernels of a folder of Jupyter's: name, title, and the command that starts each.</summary>
    public static IReadOnlyList<(string Name, string Title, string Command)> List(string jupyter)
    {
        string kernels = Path.Combine(jupyter, "kernels");
        if (!Directory.Exists(kernels)) return [];
        return [.. Directory.GetDirectories(kernels).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), Read(Path.Combine(f, File))))
            .Where(k => k.Item2 is not null)
            .Select(k => (k.Item1, k.Item2!["display_name"]?.ToString() ?? "", string.Join(' ', (k.Item2["argv"] as JsonArray ?? []).Select(a => a?.ToString()))))];
    }

    private static bool IsOurs(string path) => Read(path)?["metadata"] is JsonObject metadata && metadata.ContainsKey(Mark);

    private static JsonObject? Read(string path)
    {
        try
        {
            return System.IO.File.Exists(path) ? JsonNode.Parse(System.IO.File.ReadAllText(path), documentOptions: s_reading) as JsonObject : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
