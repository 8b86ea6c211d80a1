using PML.Support;

namespace PML.Tests.Support;

public class AtomicFileTests
{
    [Fact]
    public void AFolderThatCannotBeMadeIsNamed()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["file"], "in the way");
        var path = Path.Combine(scratch["file"], "x.json");
        Assert.StartsWith($"Cannot write {path}", Assert.Throws<PmlException>(() => AtomicFile.WriteText(path, "text")).Message);
        Assert.Equal("in the way", File.ReadAllText(scratch["file"]));
    }

    [Fact]
    public void AWriterThatFailsLeavesTheEarlierFileAndNothingElse()
    {
        using var scratch = new Scratch();
        AtomicFile.WriteText(scratch["a.txt"], "first");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(scratch["a.txt"], _ => throw new InvalidOperationException()));
        Assert.Equal("first", File.ReadAllText(scratch["a.txt"]));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(scratch["a.txt"])!));
    }
}
