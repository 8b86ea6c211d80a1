using System.ComponentModel;
using System.Diagnostics;
using PML.Support;

namespace PML.Host.Extension;

/// <summary>The command of VS Code, or of an editor like it.</summary>
/// <param name="Name">As it was typed.</param>
/// <param name="Path">The program.</param>
internal sealed record EditorProgram(string Name, string Path)
{
    /// <summary>The commands that are looked for.</summary>
    public static IReadOnlyList<string> Known { get; } = ["code", "code-insiders", "codium", "code-server"];

    /// <summary>Finds an editor.</summary>
    /// <param name="asked">Its command; null for the first one that is there.</param>
    /// <exception cref="PmlException">It is not there.</exception>
    public static EditorProgram Find(string? asked)
    {
        string[] names = asked is null ? [.. Known] : [asked];
        foreach (string name in names)
        {
            if (Resolve(name) is { } path) return new EditorProgram(name, path);
        }
        string missing = asked is null ? $"None of {string.Join(", ", Known)} is on the PATH" : $"The editor '{asked}' was not found";
        throw new PmlException($"{missing}. In VS Code, F1 and 'Shell Command: Install code command in PATH' puts it there; or type lib/pml vscode pack, and in VS Code F1, 'Extensions: Install from VSIX...'.");
    }

    /// <summary>Installs a .vsix file into it.</summary>
    /// <exception cref="PmlException">The editor did not do it.</exception>
    public async Task Install(string file, CancellationToken stop)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Path, ["--install-extension", file, "--force"]) { RedirectStandardInput = true })!;
            process.StandardInput.Close();
            await process.WaitForExitAsync(stop);
            if (process.ExitCode != 0) throw new PmlException($"'{Name} --install-extension' ended with status {process.ExitCode}; what it said stands above.");
        }
        catch (Win32Exception e)
        {
            throw new PmlException($"The editor '{Name}' could not be started: {e.Message}", e);
        }
    }

    private static string? Resolve(string name)
    {
        if (name.Contains('/') || name.Contains('\\')) return File.Exists(name) ? System.IO.Path.GetFullPath(name) : null;
        string[] endings = OperatingSystem.IsWindows() ? [".cmd", ".exe"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(e => System.IO.Path.Combine(folder, name + e))).FirstOrDefault(File.Exists);
    }
}
