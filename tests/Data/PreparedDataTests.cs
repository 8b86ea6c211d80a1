using System.Runtime.InteropServices;
using PML.Data;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.Data;

public sealed class PreparedDataTests : IDisposable
{
    private const string Mend = "Make it with: lib/pml data demo --protocol small";
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AWholeSetGivesItsArrays()
    {
        var manifest = ManifestTests.Write(folder["set"]);
        var data = PreparedData.OpenFolder(folder["set"], "demo", "small");
        Assert.Equal(manifest.Sha256, data.Sha256);
        Assert.Equal([2, 2], data.Array("a").Shape);
        Assert.Equal(16, data.Array("a").DataBytes);
        var values = new float[4];
        data.ReadInto("a", MemoryMarshal.AsBytes(values.AsSpan()));
        Assert.Equal([1, 2, 3, 4], values);
        Assert.Equal(new byte[] { 7, 8, 9 }, data.Read<byte>("b"));
        Assert.Empty(data.Verify());
    }

    [Fact]
    public void AMistakeIsNamed()
    {
        ManifestTests.Write(folder["set"]);
        var data = PreparedData.OpenFolder(folder["set"], "demo", "small");
        Assert.Contains("must be one of b, a; found 'c'", Assert.Throws<PmlException>(() => data.Array("c")).Message, StringComparison.Ordinal);
        Assert.Contains("must have 16 bytes for its shape (2, 2) of <f4; found 15", Assert.Throws<PmlException>(() => data.ReadInto("a", new byte[15])).Message, StringComparison.Ordinal);
        Assert.Throws<PmlException>(() => data.Read<double>("a"));
        Assert.Contains("must hold demo, protocol other; its manifest says demo, small", Assert.Throws<PmlException>(() => PreparedData.OpenFolder(folder["set"], "demo", "other")).Message, StringComparison.Ordinal);
        Assert.Contains($"must be prepared first; {folder["none"]} does not exist. {Mend}", Assert.Throws<PmlException>(() => PreparedData.OpenFolder(folder["none"], "demo", "small")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryAlteredByteIsFound()
    {
        ManifestTests.Write(folder["set"]);
        var data = PreparedData.OpenFolder(folder["set"], "demo", "small");
        var path = folder["set", "b.npy"];
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at++)
        {
            byte[] altered = [.. whole];
            altered[at] ^= 1;
            File.WriteAllBytes(path, altered);
            var message = Assert.Throws<PmlException>(() => data.Read<byte>("b")).Message;
            Assert.Contains(path, message, StringComparison.Ordinal);
            Assert.Contains(Mend, message, StringComparison.Ordinal);
            Assert.Contains(path, Assert.Single(data.Verify()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ATruncatedOrMissingFileIsFoundOnOpening()
    {
        ManifestTests.Write(folder["set"]);
        var data = PreparedData.OpenFolder(folder["set"], "demo", "small");
        File.WriteAllBytes(folder["set", "a.npy"], File.ReadAllBytes(folder["set", "a.npy"])[..^1]);
        Assert.Contains("a.npy must have 144 bytes; found 143. " + Mend, Assert.Throws<PmlException>(() => PreparedData.OpenFolder(folder["set"], "demo", "small")).Message, StringComparison.Ordinal);
        Assert.Contains(Mend, Assert.Throws<PmlException>(() => data.Read<float>("a")).Message, StringComparison.Ordinal);
        File.Delete(folder["set", "a.npy"]);
        Assert.Contains("found no file", Assert.Throws<PmlException>(() => PreparedData.OpenFolder(folder["set"], "demo", "small")).Message, StringComparison.Ordinal);
        Assert.Contains("a.npy", Assert.Single(data.Verify()), StringComparison.Ordinal);
        File.Delete(folder["set", "manifest.json"]);
        Assert.Contains(Mend, Assert.Throws<PmlException>(() => PreparedData.OpenFolder(folder["set"], "demo", "small")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingOrDamagedSetIsPreparedOnOpening()
    {
        var lines = new List<string>();
        void Log(string line)
        {
            lock (lines) lines.Add(line);
        }
        var first = PreparedData.OpenOrPrepare(folder.Folder, "multimnist", "tiny", Log, CancellationToken.None);
        Assert.Contains(lines, line => line.Contains("train 2,048 of 2,048 samples", StringComparison.Ordinal));
        Assert.Equal([2_048, 1, 28, 28], first.Array("train_x").Shape);

        lines.Clear();
        Assert.Equal(first.Sha256, PreparedData.OpenOrPrepare(folder.Folder, "multimnist", "tiny", Log, CancellationToken.None).Sha256);
        Assert.Empty(lines);

        File.Delete(Path.Combine(first.Folder, "valid_x.npy"));
        Assert.Equal(first.Sha256, PreparedData.OpenOrPrepare(folder.Folder, "multimnist", "tiny", Log, CancellationToken.None).Sha256);
        Assert.Contains(lines, line => line.Contains("valid_x.npy must have", StringComparison.Ordinal));
        Assert.Empty(first.Verify());
    }

    [Fact]
    public void WithoutDataPrepTheCommandToTypeIsTold() =>
        Assert.Contains("is not there to do it. Type: lib/pml data multimnist --protocol paper", Assert.Throws<PmlException>(() => PreparationProcess.FindTool(folder.Folder, "multimnist", "paper")).Message, StringComparison.Ordinal);

    [Fact]
    public void AFailedPreparationSaysWhyAndACancelledOneStops()
    {
        var failure = Assert.Throws<PmlException>(() => PreparedData.OpenOrPrepare(folder.Folder, "multimnist", "nonsense", null, CancellationToken.None));
        Assert.Contains("lib/pml data multimnist --protocol nonsense", failure.Message, StringComparison.Ordinal);
        Assert.Contains("must be one of paper, code, tiny", failure.Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => PreparedData.OpenOrPrepare(folder.Folder, "multimnist", "tiny", null, new CancellationToken(canceled: true)));
        Assert.False(Directory.Exists(folder["prepared", "multimnist", "tiny"]));
    }
}
