using System.Diagnostics;
using PML.Data;
using PML.DataPrep;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class CommandLineTests : IDisposable
{
    private readonly Scratch folder = new();
    private readonly RawFixture raw = new();
    private readonly StringWriter output = new();
    private readonly StringWriter progress = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("unknown")]
    [InlineData("multimnist", "--protocol", "other")]
    [InlineData("multimnist", "--seed", "-1")]
    [InlineData("multimnist", "--tiny", "--protocol", "paper")]
    [InlineData("multimnist", "--folder", "x")]
    [InlineData("multimnist3", "--protocol", "other")]
    [InlineData("mnist", "--from")]
    [InlineData("census", "--protocol", "paper")]
    [InlineData("census", "--protocol", "official-corrected", "--labels", "official")]
    [InlineData("synth-streets", "--protocol", "other")]
    [InlineData("synth-streets", "--export", "new", "--layout", "other")]
    [InlineData("synth-streets", "--export", "new", "--scale", "9")]
    [InlineData("cityscapes", "--protocol", "tiny")]
    [InlineData("verify", "a", "b")]
    [InlineData("list", "all")]
    public async Task AWrongCommandLineEndsWith2(params string[] args)
    {
        Assert.Equal(2, await RunAsync(args));
        Assert.Contains("Type --help", progress.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Folder));
    }

    [Fact]
    public async Task HelpNamesTheVerbs()
    {
        Assert.Equal(0, await RunAsync("--help"));
        foreach (var verb in new[] { "mnist", "multimnist", "multimnist3", "census", "cityscapes", "synth-streets", "verify", "list" }) Assert.Contains(verb, output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("multimnist", "--help"));
        Assert.Contains("--protocol", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingSourcesEndWith1AndNoTrace()
    {
        Assert.Equal(1, await RunAsync("multimnist"));
        Assert.StartsWith("error: The MNIST files must come from one of their sources", progress.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", progress.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("mnist", "--from", folder["none"]));
        Assert.Equal(1, await RunAsync("census"));
        Assert.Contains("error: census-income.test must be on this machine", progress.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["prepared", "multimnist", "paper"]));
    }

    [Fact]
    public async Task TheUsersFilesBecomeASetThatListAndVerifyKnow()
    {
        raw.SaveRaw(folder["mine"]);
        Assert.Equal(0, await RunAsync("mnist", "--from", folder["mine"]));
        Assert.Contains("4 files, checksums right", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("multimnist", "--tiny", "--seed", "2"));
        var set = PreparedData.OpenFolder(folder["prepared", "multimnist", "tiny-seed2"], "multimnist", "tiny-seed2");
        Assert.Contains(set.Sha256, output.ToString(), StringComparison.Ordinal);

        var table = await OutputAsync("list");
        Assert.Matches(@"(?m)^mnist +\(raw files\) +present +0\.0 +lib/pml data mnist$", table);
        Assert.Matches(@"(?m)^multimnist +paper +absent +lib/pml data multimnist --protocol paper$", table);
        Assert.Matches($@"(?m)^multimnist +tiny-seed2 +present +9\.6 +{set.Sha256[..12]} +lib/pml data multimnist --protocol tiny-seed2$", table);
        Assert.Equal("multimnist tiny-seed2: whole\nmnist (raw files): whole\n", await OutputAsync("verify"));
        Assert.Equal("multimnist tiny-seed2: whole\n", await OutputAsync("verify", "multimnist"));
        Assert.Equal("mnist (raw files): whole\n", await OutputAsync("verify", "mnist"));
    }

    [Fact]
    public async Task DamageIsNamedWithTheCommandThatMendsIt()
    {
        raw.SaveRaw(folder["downloads", "mnist"]);
        Assert.Equal(0, await RunAsync("multimnist", "--tiny"));
        Alter(folder["prepared", "multimnist", "tiny", "valid_x.npy"]);
        Alter(folder["downloads", "mnist", raw.Files[1].Name]);
        Directory.CreateDirectory(folder["prepared", "multimnist", "code"]);

        Assert.Equal(1, await RunAsync("verify"));
        var lines = progress.ToString().Split('\n');
        Assert.Contains(lines, line => line.Contains("valid_x.npy", StringComparison.Ordinal) && line.EndsWith("lib/pml data multimnist --protocol tiny", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(raw.Files[1].Name, StringComparison.Ordinal) && line.EndsWith("lib/pml data mnist", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("must have a manifest.json", StringComparison.Ordinal) && line.EndsWith("lib/pml data multimnist --protocol code", StringComparison.Ordinal));
        Assert.Matches(@"(?m)^multimnist +code +damaged", await OutputAsync("list"));

        Assert.Equal(0, await RunAsync("multimnist", "--tiny"));
        Assert.DoesNotContain("tiny is there and whole", progress.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("multimnist", "--tiny"));
        Assert.Contains("tiny is there and whole", progress.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("verify", "nothing"));
        Assert.Empty(PreparedData.OpenFolder(folder["prepared", "multimnist", "tiny"], "multimnist", "tiny").Verify());
    }

    [Fact]
    public async Task AKilledRunLeavesAWholeSetOrNone()
    {
        var set = folder["prepared", "multimnist", "tiny"];
        foreach (var milliseconds in new[] { 150, 250, 350, 450 })
        {
            using var process = Start("multimnist", "--tiny", "--force");
            await Task.Delay(milliseconds);
            process.Kill();
            await process.WaitForExitAsync();
            if (Directory.Exists(set)) Assert.Empty(PreparedData.OpenFolder(set, "multimnist", "tiny").Verify());
        }
        Assert.Equal(0, await RunAsync("multimnist", "--tiny"));
        Assert.Equal([set], Directory.GetDirectories(folder["prepared", "multimnist"]));
    }

    [SkippableFact]
    public async Task AStoppedRunSaysSoAndChangesNothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM to send.");
        using var held = new FolderLock(folder["prepared", "multimnist", "tiny"], _ => { }, CancellationToken.None);
        using var process = Start("multimnist", "--tiny");
        Assert.Contains("waiting", await process.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        Assert.Equal("error: Stopped. What was there before is untouched.", await process.StandardError.ReadLineAsync());
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.Empty(Directory.GetDirectories(folder["prepared", "multimnist"]));
    }

    private Process Start(params string[] args) => Process.Start(new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
        Environment = { [DataFolders.Variable] = folder.Folder },
    })!;

    private Task<int> RunAsync(params string[] args) => new CommandLine(output, progress, () => folder.Folder) { Mnist = (root, log) => raw.Mnist(root, log), CensusPlaces = _ => [] }.RunAsync(args);

    private async Task<string> OutputAsync(params string[] args)
    {
        output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(args));
        return output.ToString().ReplaceLineEndings("\n");
    }

    [Fact]
    public async Task CensusIsGeneratedAndListed()
    {
        Assert.Equal(0, await RunAsync("census", "--protocol", "generated", "--labels", "corrected", "--seed", "2"));
        Assert.Equal(folder["prepared", "census", "generated-corrected-seed2"], output.ToString().Split("  sha256")[0]);
        Assert.Matches(@"(?m)^census +generated-corrected-seed2 +present +0\.5 +[0-9a-f]{12} +lib/pml data census --protocol generated-corrected-seed2$", await OutputAsync("list"));
        Assert.Matches(@"(?m)^census +kdd-test-only +absent", await OutputAsync("list"));
    }

    [Fact]
    public async Task ThreeDigitsHaveASetOfTheirOwn()
    {
        Assert.Equal(0, await RunAsync("multimnist3", "--tiny", "--seed", "2"));
        Assert.Matches(@"(?m)^multimnist3 +tiny-seed2 +present +9\.6 +[0-9a-f]{12} +lib/pml data multimnist3 --protocol tiny-seed2$", await OutputAsync("list"));
        Assert.Matches(@"(?m)^multimnist3 +code +absent +lib/pml data multimnist3 --protocol code$", await OutputAsync("list"));
        Assert.Equal("multimnist3 tiny-seed2: whole\n", await OutputAsync("verify"));
    }

    private static void Alter(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
