using System.ComponentModel;
using System.Diagnostics;
using PML.Support;

namespace PML.Data;

/// <summary>Runs data-prep, which lies beside the library, in a process of its own: it brings packages that a notebook's kernel need not load.</summary>
internal static class PreparationProcess
{
    private const string Tool = "PML.DataPrep.dll";

    /// <summary>What a person types to make a set.</summary>
    public static string Command(string set, string protocol) => $"lib/pml data {set} --protocol {protocol}";

    /// <summary>The tool beside the library, or an error that says what a person types instead.</summary>
    public static string FindTool(string libraryFolder, string set, string protocol)
    {
        var tool = Path.Combine(libraryFolder, Tool);
        return File.Exists(tool)
            ? tool
            : throw new PmlException($"The data set {set}, protocol {protocol}, must be prepared first, and {tool} is not there to do it. Type: {Command(set, protocol)}");
    }

    public static void Run(string root, string set, string protocol, Action<string>? log, CancellationToken cancellationToken)
    {
        var tool = FindTool(DataFolders.LibraryFolder, set, protocol);
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(Dotnet, [tool, set, "--protocol", protocol]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment[DataFolders.Variable] = root;
        using var process = new Process { StartInfo = start };
        var reason = new List<string>();
        process.OutputDataReceived += (_, line) => Report(line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            var starts = line.Data?.StartsWith(PreparedData.ErrorMark, StringComparison.Ordinal) == true;
            if (starts) reason.Add(line.Data![PreparedData.ErrorMark.Length..]);
            else if (reason.Count > 0 && line.Data is not null) reason.Add(line.Data);
            Report(line.Data);
        };
        Start(process, tool);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (cancellationToken.Register(() => Kill(process))) process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode == 0) return;
        if (reason.Count == 0) reason.Add($"it ended with exit code {process.ExitCode}.");
        throw new PmlException($"Preparing {set}, protocol {protocol}, failed: {string.Join('\n', reason)}\nThe command was: {Command(set, protocol)}");

        void Report(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line)) log?.Invoke(line);
        }
    }

    private static void Start(Process process, string tool)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new PmlException($"{tool} needs the command '{process.StartInfo.FileName}' to run; {exception.Message}. Install the .NET SDK, or set DOTNET_HOST_PATH to its dotnet.", exception);
        }
    }

    // The host that runs this process is the one whose runtimes are known to be there; apphosts name it in DOTNET_HOST_PATH only under the SDK.
    private static string Dotnet =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : "dotnet";

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }
}
