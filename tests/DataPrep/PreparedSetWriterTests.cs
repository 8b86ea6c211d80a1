using PML.Data;
using PML.DataPrep;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class PreparedSetWriterTests : IDisposable
{
    private readonly Scratch folder = new();
    private readonly List<string> log = [];

    public PreparedSetWriterTests() => Directory.CreateDirectory(folder["demo"]);

    public void Dispose() => folder.Dispose();

    private string Place => folder["demo", "small"];

    [Fact]
    public void ASetIsPutInPlaceWholeAndReplacesTheEarlierOne()
    {
        Write(1);
        Assert.Equal([1, 1], Open().Read<byte>("a"));
        Write(2);
        Assert.Equal([2, 2], Open().Read<byte>("a"));
        Assert.Equal([Place], Directory.GetFileSystemEntries(folder["demo"]));
    }

    [Fact]
    public void AnInterruptedWriteLeavesTheEarlierSetAndNoTrace()
    {
        Write(1);
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var writer = new PreparedSetWriter(Place, log.Add);
            writer.Add("a", NpyType.UInt8, [2], file => file.Write<byte>([3, 3]));
            writer.Add("b", NpyType.UInt8, [2], _ => throw new InvalidOperationException("The source broke."));
        });
        Assert.Equal([1, 1], Open().Read<byte>("a"));
        Assert.Equal([Place], Directory.GetFileSystemEntries(folder["demo"]));
    }

    [Fact]
    public void LeftoversOfAKilledRunAreNamedAndRemoved()
    {
        Directory.CreateDirectory(folder["demo", ".small.0123.tmp"]);
        Directory.CreateDirectory(folder["demo", ".smaller.0123.tmp"]);
        Write(1);
        Assert.Contains(".small.0123.tmp", Assert.Single(log), StringComparison.Ordinal);
        Assert.Equal([folder["demo", ".smaller.0123.tmp"], Place], Directory.GetDirectories(folder["demo"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ASetMovedAsideByAKilledRunComesBack()
    {
        Write(1);
        Directory.Move(Place, folder["demo", ".small.old"]);
        using (new PreparedSetWriter(Place, log.Add)) Assert.Equal([1, 1], Open().Read<byte>("a"));
        Write(2);
        Assert.Equal([2, 2], Open().Read<byte>("a"));
        Assert.Equal([Place], Directory.GetFileSystemEntries(folder["demo"]));
    }

    private PreparedData Open() => PreparedData.OpenFolder(Place, "demo", "small");

    private void Write(byte value)
    {
        using var writer = new PreparedSetWriter(Place, log.Add);
        writer.Add("a", NpyType.UInt8, [2], file => file.Write<byte>([value, value]));
        writer.Commit(new Manifest { Set = "demo", Protocol = "small", Seed = 0, PreparationVersion = 1, Command = "", Licence = "", Sources = [], Arrays = [], LabelNames = [], Notes = [] });
    }
}
