using System.Diagnostics;
using PML.Support;

namespace PML.Data;

/// <summary>Runs data-prep, which lies beside the library, in a process of its own: it brings packages that a notebook's kernel need not load.</summary>
internal static class PreparationProcess
{
    private const string Tool = "PML.DataPrep.dll";

    /// <summary>What a person types to make a set.</summary>
    public static string Command(string set, string protocol) => $"lib/pml data {set} --protocol {protocol}";

    public static void Run(string root, string set, string protocol, Action<string>? log, CancellationToken cancellationToken)
    {
        var tool = Path.Combine(DataFolders.LibraryFolder, Tool);
        if (!File.Exists(tool))
        {
            throw new PmlException($"The data set {set}, protocol {protocol}, must be prepared first, and {Tool} does not lie beside the library. Type: {Command(set, protocol)}");
        }
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(Dotnet, [tool, set, "--protocol", protocol]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment[DataFolders.Variable] = root;
        using var process = new Process { StartInfo = start };
        string? last = null;
        DataReceivedEventHandler received = (_, line) =>
        {
            if (string.IsNullOrWhiteSpace(line.Data)) return;
            last = line.Data;
            log?.Invoke(line.Data);
        };
        process.OutputDataReceived += received;
        process.ErrorDataReceived += received;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (cancellationToken.Register(() => Kill(process))) process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0) throw new PmlException($"Preparing {set}, protocol {protocol}, failed: {last ?? $"exit code {process.ExitCode}"} (command: {Command(set, protocol)})");
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
