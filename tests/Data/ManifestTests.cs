using PML.Data;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.Data;

public sealed class ManifestTests : IDisposable
{
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A small set on the disk: arrays <c>a</c> (float32) and <c>b</c> (bytes).</summary>
    internal static Manifest Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var a = NpyFile.Write<float>(Path.Combine(folder, "a.npy"), [2, 2], [1, 2, 3, 4]);
        var b = NpyFile.Write<byte>(Path.Combine(folder, "b.npy"), [3], [7, 8, 9]);
        var manifest = new Manifest
        {
            Set = "demo",
            Protocol = "small",
            Seed = ulong.MaxValue,
            PreparationVersion = 3,
            Command = "lib/pml data demo --protocol small",
            Licence = "none",
            Sources = [new ManifestSource("raw.bin", new string('0', 64), 12)],
            Arrays = [ManifestArray.Describe(Path.Combine(folder, "b.npy"), b), ManifestArray.Describe(Path.Combine(folder, "a.npy"), a)],
            LabelNames = ["zero", "one <&> 'é'"],
            Notes = ["A note."],
        };
        manifest.Save(folder);
        return manifest;
    }

    [Fact]
    public void WhatIsSavedIsLoaded()
    {
        var saved = Write(folder.Folder);
        var loaded = Manifest.Load(folder.Folder);
        saved.Save(folder.Folder);
        Assert.Equivalent(saved, loaded, strict: true);
        Assert.Equal(saved.Sha256, loaded.Sha256);
        Assert.Contains("\"dtype\": \"<f4\"", File.ReadAllText(folder["manifest.json"]), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Folder, "*.tmp"));
    }

    [Fact]
    public void TheIdentityIsThatOfTheArrays()
    {
        var manifest = Write(folder.Folder);
        // From NumPy's own files: h = lambda a: (b := io.BytesIO(), numpy.save(b, a), hashlib.sha256(b.getvalue()).hexdigest())[2], then the SHA-256 of
        // 'a.npy %s\nb.npy %s\n' % (h(numpy.array([[1, 2], [3, 4]], 'f4')), h(numpy.array([7, 8, 9], 'u1')))
        Assert.Equal("cd6aaf6c231115b3451db931eac134a21a6fb2669b0947775c7a606f318698d2", manifest.Sha256);
        Assert.Equal(manifest.Sha256, (manifest with { Arrays = [.. manifest.Arrays.Reverse()], Notes = [], Seed = 1 }).Sha256);
        Assert.NotEqual(manifest.Sha256, (manifest with { Arrays = [manifest.Arrays[0]] }).Sha256);
    }

    [Theory]
    [InlineData("\"a.npy\"", "\"../a.npy\"", "of its own folder; found '../a.npy'")]
    [InlineData("\"a.npy\"", "\"/etc/a.npy\"", "of its own folder")]
    [InlineData("\"a.npy\"", "\"a.txt\"", "of its own folder")]
    [InlineData("\"a.npy\"", "null", "of its own folder")]
    [InlineData("\"bytes\": 144", "\"bytes\": 145", "the size that follows from the shape")]
    [InlineData("\"<f4\"", "\"<c8\"", "element type")]
    [InlineData("\"schema\": 1", "\"schema\": 2", "must be of schema 1; found 2")]
    [InlineData("\"schema\": 1", "\"schema\": \"x\"", "must be a manifest of schema 1")]
    [InlineData("\"seed\"", "\"sead\"", "must be a manifest of schema 1")]
    [InlineData("\"none\"", "null", "found null")]
    [InlineData("{", "", "must be a manifest of schema 1")]
    public void AnAlteredManifestIsRefused(string original, string altered, string because)
    {
        Write(folder.Folder);
        var text = File.ReadAllText(folder["manifest.json"]);
        Assert.Contains(original, text, StringComparison.Ordinal);
        var at = text.IndexOf(original, StringComparison.Ordinal);
        File.WriteAllText(folder["manifest.json"], string.Concat(text.AsSpan(0, at), altered, text.AsSpan(at + original.Length)));
        var message = Assert.Throws<PmlException>(() => Manifest.Load(folder.Folder)).Message;
        Assert.Contains(because, message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAbsentEmptyOrHugeManifestIsRefused()
    {
        Assert.Contains("it has none", Assert.Throws<PmlException>(() => Manifest.Load(folder.Folder)).Message, StringComparison.Ordinal);
        File.WriteAllText(folder["manifest.json"], "");
        Assert.Throws<PmlException>(() => Manifest.Load(folder.Folder));
        File.WriteAllText(folder["manifest.json"], "null");
        Assert.Throws<PmlException>(() => Manifest.Load(folder.Folder));
        File.WriteAllText(folder["manifest.json"], new string(' ', (1 << 20) + 1));
        Assert.Contains("at most 1048576 bytes; found 1048577", Assert.Throws<PmlException>(() => Manifest.Load(folder.Folder)).Message, StringComparison.Ordinal);
    }
}
