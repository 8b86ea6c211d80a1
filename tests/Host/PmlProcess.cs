using System.Diagnostics;
using PML.Host.Notebooks;

namespace PML.Tests.Host;

/// <summary>The command as people call it: a process of its own.</summary>
internal static class PmlProcess
{
    /// <summary>Runs it to its end.</summary>
    internal static async Task<(int Code, string Output, string Error)> Run(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    /// <summary>Starts it, with nothing on its standard input.</summary>
    internal static Process Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(Notebook).Assembly.Location, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    // A shell without job control starts what it puts into the background with SIGINT ignored, and children inherit that.
    internal static bool Ignores(int signal)
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status)) return false;
        var mask = File.ReadLines(status).Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..];
        return (Convert.ToUInt64(mask.Trim(), 16) >> (signal - 1) & 1) == 1;
    }
}
