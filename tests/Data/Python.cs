using System.Collections.Concurrent;
using System.Diagnostics;

namespace PML.Tests.Data;

/// <summary>Debian's Python with NumPy and Pillow, or PyTorch, as an independent check where it is installed.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    private static readonly ConcurrentDictionary<string, bool> Found = [];

    public static void SkipIfAbsent() => SkipWithout("numpy, PIL");

    /// <summary>Skips the test where Python cannot import some modules, e.g. "torch, numpy".</summary>
    public static void SkipWithout(string modules) =>
        Skip.IfNot(Found.GetOrAdd(modules, static names => File.Exists(Interpreter) && Run($"import {names}").ExitCode == 0), $"{Interpreter} with {modules} is not installed.");

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static string Check(string program, params string[] arguments)
    {
        var (exitCode, output, errors) = Run(program, arguments);
        Assert.True(exitCode == 0, errors);
        return output.Trim();
    }

    private static (int ExitCode, string Output, string Errors) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Interpreter, ["-c", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
