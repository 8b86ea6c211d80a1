using System.Diagnostics;
using System.Text.RegularExpressions;
using PML.Tests.RepoRules;

namespace PML.Tests.Launcher;

public sealed class CommandLineTests
{
    [SkippableFact]
    public void EveryScriptIsBash()
    {
        OnLinux.Required();
        var scripts = Repository.Matching(".sh", "lib/pml", ".ci/run").ToArray();
        Assert.True(scripts.Length > 8, string.Join(' ', scripts));
        foreach (string script in scripts)
        {
            using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-n", Path.Combine(Repository.Root, script)]) { RedirectStandardError = true })!;
            string complaint = bash.StandardError.ReadToEnd();
            bash.WaitForExit();
            Assert.True(bash.ExitCode == 0, complaint);
        }
    }

    [SkippableFact]
    public void HelpNamesEveryCommand()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        var help = sandbox.Pml("help");
        Assert.Equal(0, help.Status);
        var commands = Regex.Matches(Repository.Read("lib/pml").Split("main()")[1], @"^    ([a-z |]+)\)", RegexOptions.Multiline).SelectMany(m => m.Groups[1].Value.Split(" | ")).ToArray();
        Assert.Equal(["run", "train", "sweep", "results", "kernel", "host", "vscode", "test", "setup", "doctor", "data"], commands);
        Assert.All(commands, command => Assert.Contains($"\n  lib/pml {command}", help.Output, StringComparison.Ordinal));
        Assert.Equal(help.Output, sandbox.Pml().Output);
        Assert.Equal(0, sandbox.Calls("msbuild"));
    }

    [SkippableTheory]
    [InlineData("there is no command 'rum'", "rum")]
    [InlineData("setup does not know '--fast'", "setup", "--fast")]
    [InlineData("--torch needs a name", "setup", "--torch")]
    [InlineData("--torch must be one of cpu cuda-linux auto; found 'system'", "setup", "--torch", "system")]
    [InlineData("test does not know '--fast'", "test", "--fast")]
    [InlineData("run needs a notebook", "run")]
    public void ACommandLineThatMakesNoSenseEndsWith2(string message, params string[] arguments)
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        var outcome = sandbox.Pml(arguments);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("lib/pml help", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.Equal(0, sandbox.Calls("msbuild"));
    }

    [SkippableFact]
    public void AMissingNotebookIsNamedBeforeAnythingIsBuilt()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        var outcome = sandbox.Pml("run", "absent.ipynb");
        Assert.Equal(1, outcome.Status);
        Assert.Contains("'absent.ipynb' was not found", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Calls("msbuild"));
    }
}
