using System.Diagnostics;
using PML.Tests.RepoRules;
using PML.Tests.Support;

namespace PML.Tests.Launcher;

/// <summary>A checkout of nothing but the launcher, on a machine whose dotnet, npm, Slurm, Python and chromium are stand-ins that write down how they were called.</summary>
internal sealed class Sandbox : IDisposable
{
    internal const string Dotnet = """
        #!/usr/bin/env bash
        echo "$*" >>"$HOME/calls"
        case "$1" in
          --list-sdks) echo "10.0.100 [sdk]" ;;
          restore)
            [ ! -e "$HOME/slow" ] || while [ -e "$HOME/slow" ]; do sleep 0.05; done
            [ ! -e "$HOME/unserved" ] || { cat "$HOME/unserved"; exit 1; } ;;
          msbuild)
            [ ! -e "$HOME/broken" ] || { echo "lib/PML/New.cs(1,1): error CS1002: ; expected"; exit 1; }
            folder="$(sed 's/.* -p:Folder=\([^ ]*\) .*/\1/' <<<"$*")"
            mkdir -p "$folder" && sleep 0.2 && touch "$folder/published" ;;
          test)
            results="$(sed 's/.*--results-directory \([^ ]*\) .*/\1/' <<<"$*")"
            mkdir -p "$results"; [ ! -e "$HOME/results" ] || cp "$HOME/results" "$results/tests.trx"
            cat "$HOME/console" 2>/dev/null; exit "$(cat "$HOME/status" 2>/dev/null || echo 0)" ;;
          *.dll) echo "running"; touch "$HOME/running"; while [ -e "$HOME/hold" ]; do sleep 0.05; done; echo "args: ${*:2}" ;;
        esac
        """;

    private readonly Scratch _scratch = new();

    internal Sandbox()
    {
        foreach (string file in Repository.Files.Where(f => f == "lib/pml" || f.StartsWith("lib/setup/", StringComparison.Ordinal))) Write(file, Repository.Read(file));
        Write("lib/PML/Some.cs", "class Some;");
        Write("data-prep/Program.cs", "");
        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"]) Write(file, Repository.Read(file));
        Write("n.ipynb", "{}");
        Tool("dotnet", Dotnet);
        Tool("npm", "#!/bin/sh\nwhile [ -e \"$HOME/slow-npm\" ]; do sleep 0.05; done; echo 'npm ERR! network'; exit 1");
        foreach (var name in (string[])["chromium", "sbatch", "slurmctld", "slurmd", "munged", "python3"]) Tool(name, "#!/bin/sh\nexit 0");
    }

    internal string this[string name] => Path.Combine(_scratch["repo"], name);

    /// <summary>How often dotnet was called with <paramref name="verb"/> as its first argument.</summary>
    internal int Calls(string verb) => File.Exists(Home("calls")) ? File.ReadLines(Home("calls")).Count(line => line.Split(' ')[0] == verb) : 0;

    internal string Home(string name) => Path.Combine(_scratch["home"], name);

    internal void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], text);
    }

    internal Outcome Pml(params string[] arguments)
    {
        using var process = Start(arguments);
        return Wait(process);
    }

    internal Process Start(params string[] arguments) => StartWith([], arguments);

    internal Process StartWith(Dictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", [this["lib/pml"], .. arguments])
        {
            WorkingDirectory = _scratch["repo"],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["HOME"] = _scratch["home"];
        start.Environment["PATH"] = _scratch["tools"] + ":/usr/local/bin:/usr/bin:/bin";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>The end of a call; a call that hangs fails the test.</summary>
    internal static Outcome Wait(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(60_000))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("lib/pml did not end.");
        }
        return new Outcome(process.ExitCode, output.Result, error.Result);
    }

    public void Dispose() => _scratch.Dispose();

    internal void Tool(string name, string script)
    {
        Directory.CreateDirectory(_scratch["tools"]);
        Directory.CreateDirectory(_scratch["home"]);
        File.WriteAllText(Path.Combine(_scratch["tools"], name), script);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(_scratch["tools"], name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
