using PML.Data;
using PML.DataPrep;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

/// <summary>A disk that fills up while data-prep writes: a tmpfs of 14 MB, where this process may mount one.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly Scratch folder = new();
    private readonly SmallDisk disk = new(14 << 10);
    private readonly StringWriter progress = new();

    private string Disk => disk.Folder;

    public void Dispose()
    {
        disk.Dispose();
        folder.Dispose();
    }

    [SkippableFact]
    public async Task AFullDiskIsSaidAndTheEarlierSetStays()
    {
        Assert.Equal(0, await RunAsync("multimnist", "--tiny"));
        var earlier = PreparedData.OpenFolder(Path.Combine(Disk, "prepared", "multimnist", "tiny"), "multimnist", "tiny");

        Assert.Equal(1, await RunAsync("multimnist", "--tiny", "--seed", "1"));
        Assert.Equal(1, await RunAsync("multimnist", "--tiny", "--force"));
        Assert.Equal(2, progress.ToString().Split("the disk is full").Length - 1);
        Assert.Contains("Free some space, or set PML_DATA", progress.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", progress.ToString(), StringComparison.Ordinal);
        Assert.Empty(earlier.Verify());
        Assert.Equal([earlier.Folder], Directory.GetDirectories(Path.GetDirectoryName(earlier.Folder)!));
    }

    [SkippableFact]
    public async Task ADownloadThatDoesNotFitLeavesNothing()
    {
        var content = new byte[15_000_000];
        var file = new RawFile("big", content.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));
        Directory.CreateDirectory(folder["mine"]);
        File.WriteAllBytes(folder["mine", "big"], content);
        Assert.Equal(1, await RunAsync([file], "mnist", "--from", folder["mine"]));
        Assert.Contains("the disk is full", progress.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(Disk, "downloads", "mnist")));
    }

    [SkippableFact]
    public void AWriterThatDoesNotFitLeavesTheEarlierFile()
    {
        var path = Path.Combine(Disk, "a.npy");
        NpyFile.Write<byte>(path, [3], [1, 2, 3]);
        Assert.Throws<IOException>(() => NpyFile.Write<byte>(path, [15_000_000], new byte[15_000_000]));
        Assert.Equal([1, 2, 3], NpyFile.Read<byte>(path).Values);
        Assert.Equal([path], Directory.GetFiles(Disk));
    }

    private Task<int> RunAsync(params string[] args) => RunAsync([], args);

    private Task<int> RunAsync(IReadOnlyList<RawFile> files, params string[] args) =>
        new CommandLine(TextWriter.Null, progress, () => Disk) { Mnist = (root, log) => new Mnist(root, log) { Files = files, Sources = [] } }.RunAsync(args);
}
