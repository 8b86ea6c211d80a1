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
        Assert.Contains("TorchSharp-cpu (no NVIDIA GPU answers)", first.Error, StringComparison.Ordinal);
        Assert.Contains("plotly.js could not be fetched", first.Error, StringComparison.Ordinal);
        Assert.Equal(1, sandbox.Calls("msbuild"));
        Assert.Equal("cpu", File.ReadAllText(sandbox["lib/bin/.stamp"]).Trim());

        var second = sandbox.Pml("run", "n.ipynb");
        Assert.Equal(0, second.Status);
        Assert.Empty(second.Error);
        Assert.Equal(1, sandbox.Calls("msbuild"));
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
        Assert.Equal(1, sandbox.Calls("msbuild"));
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
        Assert.Equal(again ? 2 : 1, sandbox.Calls("msbuild"));
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
        Assert.Equal(2, sandbox.Calls("msbuild"));
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
        Assert.True(File.Exists(sandbox["lib/bin/published"]));

        File.Delete(sandbox.Home("broken"));
        Assert.Equal(0, sandbox.Pml("run", "n.ipynb").Status);
    }

    [SkippableTheory]
    [InlineData("error NU1102: Unable to find package TorchSharp-cpu with version (= 0.107.0)", "does not serve the package named above")]
    [InlineData("error NU1301: Unable to load the service index for source S.", "Check the network")]
    [InlineData("error : No space left on device", "Free some space")]
    public void ARestoreThatFailsNamesThePackageAndWhatToDo(string complaint, string advice)
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        File.WriteAllText(sandbox.Home("unserved"), complaint + "\n");
        var outcome = sandbox.Pml("run", "n.ipynb");
        Assert.Equal(1, outcome.Status);
        Assert.Contains(complaint, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("TorchSharp-cpu 0.107.0 could not be fetched", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(advice, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Calls("msbuild"));
    }

    [SkippableFact]
    public void AGpuWithoutItsPackageIsUsedThroughAnotherLibtorch()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        sandbox.Tool("nvidia-smi", "#!/bin/sh\necho 'GPU 0: A card (UUID: GPU-0)'");
        Assert.Contains("TorchSharp-cuda-linux (nvidia-smi answers)", sandbox.Pml("setup").Error, StringComparison.Ordinal);
        Assert.Contains("<TorchPackage Condition=\"'$(TorchPackage)' == ''\">TorchSharp-cuda-linux<", File.ReadAllText(sandbox["lib/Torch.props"]), StringComparison.Ordinal);
        Assert.Contains("GPU: GPU 0: A card", sandbox.Pml("doctor").Output, StringComparison.Ordinal);

        using var other = new Sandbox();
        other.Tool("nvidia-smi", "#!/bin/sh\necho 'GPU 0: A card (UUID: GPU-0)'");
        other.Tool("dotnet", Sandbox.Dotnet.Replace("restore)", "restore) case \"$*\" in *cuda*) echo 'error NU1101'; exit 1 ;; esac", StringComparison.Ordinal));
        var outcome = other.Pml("setup");
        Assert.Equal(0, outcome.Status);
        Assert.Contains("TorchSharp-cpu (a GPU answers, but the registry does not serve TorchSharp-cuda-linux", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task AWaitForTheNetworkIsTold()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        File.WriteAllText(sandbox.Home("slow"), "");
        File.WriteAllText(sandbox.Home("slow-npm"), "");
        using var running = sandbox.StartWith(new() { ["PML_PATIENCE"] = "0.2" }, "setup");
        await Told("MB so far", "slow");
        await Told("still waiting for the network; given up after 150 s", "slow-npm");
        Assert.Equal(0, Sandbox.Wait(running).Status);

        async Task Told(string words, string hold)
        {
            string? line;
            do line = await running.StandardError.ReadLineAsync();
            while (line is not null && !line.Contains(words, StringComparison.Ordinal));
            Assert.NotNull(line);
            File.Delete(sandbox.Home(hold));
        }
    }

    [SkippableFact]
    public void WithoutAHomeAFolderBelowTheTemporaryOneIsUsed()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        var temporary = Directory.CreateDirectory(sandbox["temporary"]).FullName;
        using var running = sandbox.StartWith(new() { ["HOME"] = "", ["TMPDIR"] = temporary }, "run", "n.ipynb");
        var outcome = Sandbox.Wait(running);
        Assert.Equal(0, outcome.Status);
        Assert.Contains($"pml: HOME names no folder that can be written; {temporary}/pml-home-", outcome.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(temporary, "pml-home-*"));
    }

    [SkippableFact]
    public void WhatIsInstalledIsFoundEveryTime()
    {
        OnLinux.Required();
        using var sandbox = new Sandbox();
        // More output than a pipe holds, with what is looked for at its start.
        sandbox.Tool("ldconfig", "#!/bin/bash\necho '  libturbojpeg.so.0 => here'; for i in {1..4000}; do echo 'a line like the other ones, which nobody reads'; done");
        sandbox.Tool("dotnet", Sandbox.Dotnet.Replace("--list-sdks)", "--list-sdks) echo 10.0.100; for i in {1..4000}; do echo '8.0.100 [a folder with a long name]'; done; exit 0;", StringComparison.Ordinal));
        for (var i = 0; i < 10; i++) Assert.Contains("ok     libturbojpeg", sandbox.Pml("doctor").Output, StringComparison.Ordinal);
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
