using System.Diagnostics;
using PML.Host.Jupyter;
using PML.Host.Notebooks;
using PML.Tests.Support;

namespace PML.Tests.Jupyter;

/// <summary>Jupyter with a home of its own, in which the kit's kernel is installed; gone afterwards.</summary>
internal sealed class JupyterHome : IDisposable
{
    /// <summary>What the tests' Jupyter consists of, as Python's modules.</summary>
    internal const string Modules = "jupyter_client, nbconvert, nbformat";

    // Another Python on the PATH need not have what the system's has.
    private static readonly string[] s_interpreters = ["/usr/bin/python3", "python3", "python"];
    private static readonly Lazy<string?> s_found = new(() => s_interpreters.FirstOrDefault(Imports));
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly Scratch _files = new();

    /// <summary>Installs the kernel.</summary>
    /// <param name="host">The host that is the kernel; null for the one beside the tests.</param>
    internal JupyterHome(string? host = null) => KernelSpec.Install(_files["data"], ["dotnet", host ?? typeof(Notebook).Assembly.Location, "kernel", "start"]);

    internal string this[params string[] parts] => _files[parts];

    /// <summary>The Python that has Jupyter; null where none has.</summary>
    internal static string? Interpreter => s_found.Value;

    // What makes Jupyter look here.
    private Dictionary<string, string> Environment => new()
    {
        ["JUPYTER_DATA_DIR"] = _files["data"],
        ["JUPYTER_CONFIG_DIR"] = _files["config"],
        ["JUPYTER_RUNTIME_DIR"] = _files["runtime"],
    };

    /// <summary>Skips the test where no Python has Jupyter.</summary>
    internal static void Required() => Skip.If(Interpreter is null, $"Jupyter is not on this machine (no Python with {Modules}). To have it: sudo apt-get install jupyter-client jupyter-nbconvert jupyter-notebook python3-nbformat");

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="data">Folder of the data sets; null for the user's.</param>
    /// <param name="input">The file that is its standard input; null for nothing.</param>
    /// <param name="arguments">Its arguments.</param>
    internal (int Code, string Output, string Error) Run(string program, string folder, string? data, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        if (data is not null) start.Environment["PML_DATA"] = data;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null) process.StandardInput.Write(File.ReadAllText(input));
        process.StandardInput.Close();
        if (!process.WaitForExit(s_patience)) process.Kill(entireProcessTree: true);
        return (process.ExitCode, output.Result, error.Result);
    }

    public void Dispose() => _files.Dispose();

    private static bool Imports(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", $"import {Modules}"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
