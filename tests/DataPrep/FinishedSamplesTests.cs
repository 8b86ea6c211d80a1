using PML.Data;
using PML.DataPrep;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class FinishedSamplesTests : IDisposable
{
    private static readonly ManifestSource Source = new("a.jpg", "00ff", 3);
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    private string Place => folder[".small.samples"];

    [Fact]
    public void ASampleIsMadeOnceAndRemovedAtTheEnd()
    {
        Assert.Equal((1, 0), Take(1, Source));
        Assert.Equal((1, 1), Take(3, Source));
        new FinishedSamples(folder["small"], 1).Remove();
        Assert.False(Directory.Exists(Place));
        Assert.Equal((3, 0), Take(3, Source));
    }

    [Fact]
    public void AnotherFileOrVersionIsAnotherSample()
    {
        Take(1, Source);
        foreach (var other in new[] { Source with { Name = "b.jpg" }, Source with { Sha256 = "00fe" }, Source with { Bytes = 4 } }) Assert.Equal((3, 0), Take(3, other));
        Assert.Equal((5, 0), Take(5, Source, version: 2));
        Assert.Equal((1, 1), Take(7, Source));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(33)]
    public void AHalfWrittenSampleIsMadeAgain(int length)
    {
        Take(1, Source);
        var path = Assert.Single(Directory.GetFiles(Place));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);
        Assert.Equal((3, 0), Take(3, Source));
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path)[..33], 9]);
        Assert.Equal((5, 0), Take(5, Source));
        Assert.Equal((5, 1), Take(7, Source));
    }

    [Fact]
    public void WhereMakingFailsNothingIsKept()
    {
        Assert.Throws<InvalidOperationException>(() => new FinishedSamples(folder["small"], 1).Take([Source], 2, () => throw new InvalidOperationException("The source broke.")));
        Assert.Equal((1, 0), Take(1, Source));
    }

    [SkippableFact]
    public void ADiskWithoutRoomForBothIsLeftToTheSet()
    {
        using var disk = new SmallDisk(4 << 10);
        var samples = new FinishedSamples(Path.Combine(disk.Folder, "small"), 1);
        var sample = new byte[1 << 20];
        for (var number = 0; number < 6; number++) Assert.Same(sample, samples.Take([Source with { Bytes = number }], sample.Length, () => sample));
        Assert.Empty(Directory.GetFileSystemEntries(disk.Folder));
    }

    /// <summary>What two bytes of this value become, and how many samples were found.</summary>
    private (byte Value, int Found) Take(byte made, ManifestSource source, int version = 1)
    {
        var samples = new FinishedSamples(folder["small"], version);
        var sample = samples.Take([source], 2, () => [made, made]);
        Assert.Equal([sample[0], sample[0]], sample);
        return (sample[0], samples.Found);
    }
}
