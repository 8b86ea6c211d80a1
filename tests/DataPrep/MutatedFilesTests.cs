using PML.Data;
using PML.DataPrep;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

/// <summary>Readers of files that come from outside, on 10,000 damaged copies of a small valid file each.</summary>
public sealed class MutatedFilesTests : IDisposable
{
    private const int Count = 10_000;

    // Messages, buffers and exceptions, whatever the file says.
    private const long Overhead = 32 << 10;

    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void IdxFiles()
    {
        var valid = RawFixture.Idx([3, 5, 4], [.. Enumerable.Range(0, 60).Select(value => (byte)value)]);
        Expect(Mutations.Survive(valid, Count, 0, file =>
        {
            var (shape, values) = IdxFile.Parse(file, "x", 3);
            Assert.Equal(values.Length, shape.Aggregate(1, (product, length) => product * length));
        }, length => 2 * length + Overhead));
    }

    [Fact]
    public void NpyFiles()
    {
        var path = folder["a.npy"];
        NpyFile.Write<float>(path, [3, 5], [.. Enumerable.Range(0, 15).Select(value => (float)value)]);
        Expect(Mutations.Survive(File.ReadAllBytes(path), Count, 1, file =>
        {
            File.WriteAllBytes(path, file);
            var header = NpyFile.ReadHeader(path);
            Assert.Equal(file.Length, header.FileBytes);
            if (header.Type == NpyType.Float32) Assert.Equal(header.Count, NpyFile.Read<float>(path).Values.Length);
            else NpyFile.ReadInto(path, new byte[header.DataBytes]);
        }, length => 2 * length + Overhead));
    }

    [Fact]
    public void Manifests()
    {
        ManifestTests.Write(folder.Folder);
        var path = folder[Manifest.FileName];
        Expect(Mutations.Survive(File.ReadAllBytes(path), Count, 2, file =>
        {
            File.WriteAllBytes(path, file);
            foreach (var array in Manifest.Load(folder.Folder).Arrays) Assert.False(Path.IsPathRooted(array.File));
        }, length => 2 * length + Overhead));
    }

    [Fact]
    public void PreparedSets()
    {
        var set = folder["set"];
        ManifestTests.Write(set);
        foreach (var name in new[] { Manifest.FileName, "b.npy" })
        {
            var path = Path.Combine(set, name);
            var whole = File.ReadAllBytes(path);
            Mutations.Survive(whole, Count / 10, 3, file =>
            {
                File.WriteAllBytes(path, file);
                var data = PreparedData.OpenFolder(set, "demo", "small");
                Assert.Equal(new byte[] { 7, 8, 9 }, data.Read<byte>("b"));
            }, length => 2 * length + Overhead);
            File.WriteAllBytes(path, whole);
        }
    }

    [Fact]
    public void PackedFiles()
    {
        var content = RawFixture.Idx([200], new byte[200]);
        Expect(Mutations.Survive(RawFixture.Pack(content), Count, 4, file =>
            FolderSource.Unpack(new RawFile("x", content.Length, ""), new MemoryStream(file), "x.gz", (_, stream) =>
            {
                var buffer = new byte[content.Length + 1];
                stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            }), length => 2 * length + Overhead));
    }

    /// <summary>Both ends were met, so neither everything nor nothing was refused.</summary>
    private static void Expect((int Read, int Refused) outcome)
    {
        Assert.True(outcome.Read > 0, "No copy was read.");
        Assert.InRange(outcome.Refused, Count / 10, Count);
    }
}
