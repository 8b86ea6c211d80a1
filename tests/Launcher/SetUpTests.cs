namespace PML.Tests.Launcher;

public sealed class SetUpTests
{
    [SkippableFact]
    public void TheFirstRunSetsUpAndTheSecondDoesNot()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        var first = sandbox.Pml("run", "n.ipynb", "-p", "a=b c", "--scale", "smoke");
        Assert.Equal(0, first.Status);
        Assert.Contains("args: run n.ipynb -p a=b c --scale smoke", first.Output, StringComparison.Ordinal);
        Assert.Contains("engine system (the registry does not serve TorchSharp", first.Error, StringComparison.Ordinal);
        Assert.Contains("plotly.js could not be fetched", first.Error, StringComparison.Ordinal);
        Assert.Equal(2, sandbox.Calls("publish"));
        Assert.Contains("#r \"PML.Torch.dll\"", File.ReadAllText(sandbox["lib/bin/engine.csx"]), StringComparison.Ordinal);

        var second = sandbox.Pml("run", "n.ipynb");
        Assert.Equal(0, second.Status);
        Assert.Empty(second.Error);
        Assert.Equal(2, sandbox.Calls("publish"));
    }

    [SkippableFact]
    public void TwoFirstRunsAtOnceSetUpOnce()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        using var one = sandbox.Start("run", "n.ipynb");
        using var other = sandbox.Start("run", "n.ipynb");
        var outcomes = new[] { Sandbox.Wait(one), Sandbox.Wait(other) };
        Assert.All(outcomes, o => Assert.True(o.Status == 0, o.Error));
        Assert.All(outcomes, o => Assert.Contains("args: run n.ipynb", o.Output, StringComparison.Ordinal));
        Assert.Equal(2, sandbox.Calls("publish"));
        Assert.Contains(outcomes, o => o.Error.Contains("another lib/pml is setting up", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("lib/PML/Some.cs", true)]
    [InlineData("lib/PML/New.cs", true)]
    [InlineData("Directory.Packages.props", true)]
    [InlineData("lib/PML/README.md", false)]
    [InlineData("data-prep/prepared/mnist/x.npy", false)]
    [InlineData("n.ipynb", false)]
    public void AChangedSourceIsBuiltAgain(string path, bool again)
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        sandbox.Write("lib/PML/README.md", "");
        Assert.Equal(0, sandbox.Pml("setup").Status);
        sandbox.Write(path, File.Exists(sandbox[path]) ? File.ReadAllText(sandbox[path]) + "\n" : "");
        Assert.Equal(0, sandbox.Pml("run", "n.ipynb").Status);
        Assert.Equal(again ? 4 : 2, sandbox.Calls("publish"));
    }

    [SkippableFact]
    public void ARemovedSourceIsNoticed()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        sandbox.Write("lib/PML/Other.cs", "");
        Assert.Equal(0, sandbox.Pml("setup").Status);
        File.Delete(sandbox["lib/PML/Other.cs"]);
        Assert.Equal(0, sandbox.Pml("setup").Status);
        Assert.Equal(4, sandbox.Calls("publish"));
    }

    [SkippableFact]
    public void ABuildThatFailsSaysWhyAndLeavesWhatWasThere()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        Assert.Equal(0, sandbox.Pml("setup").Status);
        sandbox.Write("lib/PML/New.cs", "");
        File.WriteAllText(sandbox.Home("broken"), "");
        var outcome = sandbox.Pml("run", "n.ipynb");
        Assert.Equal(1, outcome.Status);
        Assert.Contains("error CS1002: ; expected", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("did not build", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("running", outcome.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(sandbox["lib/bin/PML.Host.txt"]));

        File.Delete(sandbox.Home("broken"));
        Assert.Equal(0, sandbox.Pml("run", "n.ipynb").Status);
    }

    [SkippableFact]
    public async Task TheLibraryIsNotReplacedUnderARunningNotebook()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        Assert.Equal(0, sandbox.Pml("setup").Status);
        File.WriteAllText(sandbox.Home("hold"), "");
        using var running = sandbox.Start("run", "n.ipynb");
        while (!File.Exists(sandbox.Home("running"))) await Task.Delay(20);
        File.WriteAllText(sandbox["lib/bin/mark"], "");
        sandbox.Write("lib/PML/New.cs", "");

        using var next = sandbox.Start("setup");
        string? line;
        do line = await next.StandardError.ReadLineAsync();
        while (line is not null && !line.Contains("a notebook is running", StringComparison.Ordinal));
        Assert.NotNull(line);
        Assert.True(File.Exists(sandbox["lib/bin/mark"]));

        File.Delete(sandbox.Home("hold"));
        Assert.Equal(0, Sandbox.Wait(running).Status);
        Assert.Equal(0, Sandbox.Wait(next).Status);
        Assert.False(File.Exists(sandbox["lib/bin/mark"]));
    }

    [SkippableFact]
    public void DoctorTellsWhatWillWork()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        var before = sandbox.Pml("doctor");
        Assert.True(before.Status == 0, before.Output);
        Assert.Contains("not built yet", before.Output, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(sandbox.Home("x"))!, "..", "tools", "dotnet"), "#!/bin/sh\nexit 1");
        var without = sandbox.Pml("doctor");
        Assert.Equal(1, without.Status);
        Assert.Contains("needs  the .NET 10 SDK", without.Output, StringComparison.Ordinal);
    }
}
