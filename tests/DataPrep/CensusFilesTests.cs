using System.Formats.Tar;
using PML.DataPrep;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class CensusFilesTests : IDisposable
{
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Forms => ["plain", "gz", "census.tar.gz", "pax census.tar.gz", "census+income+kdd.zip", "flat.zip"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void EveryFormGivesTheSameText(string form)
    {
        var place = Save(form);
        Assert.Equal(CensusFixture.Train, Read(place, CensusFiles.TrainName));
        Assert.Equal(CensusFixture.Test, Read(place, CensusFiles.Test.Name));
    }

    [Fact]
    public void ThePlacesAreAskedInOrder()
    {
        Directory.CreateDirectory(folder["one"]);
        Directory.CreateDirectory(folder["two"]);
        File.WriteAllText(folder["two", CensusFiles.TrainName], "2");
        Assert.Equal("2"u8.ToArray(), Read(new CensusFiles([folder["one"], folder["two"]]), CensusFiles.TrainName));
        File.WriteAllBytes(folder["one", $"{CensusFiles.TrainName}.gz"], RawFixture.Pack("1"u8.ToArray()));
        Assert.Equal("1"u8.ToArray(), Read(new CensusFiles([folder["one"], folder["two"]]), CensusFiles.TrainName));
    }

    [Fact]
    public void AMissingFileIsSaidWithThePlacesAndTheAddress()
    {
        File.WriteAllText(folder["other.data"], "1");
        var message = Assert.Throws<PmlException>(() => Read(new CensusFiles([folder["none"], folder["other.data"]]), CensusFiles.TrainName)).Message;
        foreach (var part in new[] { CensusFiles.TrainName, folder["none"], folder["other.data"], CensusFiles.Address, "--from" }) Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("census-income.data.gz", "must be a whole .gz file")]
    [InlineData("census.tar.gz", "must be a whole .gz file")]
    [InlineData("a.zip", "must be a whole .zip file")]
    public void AnotherKindOfFileIsRefused(string name, string because)
    {
        File.WriteAllText(folder[name], "This is text.");
        Assert.Contains(because, Assert.Throws<PmlException>(() => Read(new CensusFiles([folder[name]]), CensusFiles.TrainName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnArchiveWithoutTheFileOrOfOtherBytesIsRefused()
    {
        File.WriteAllBytes(folder["a.zip"], CensusFixture.Zip(("readme", [1])));
        Assert.Contains("it has neither", Refusal("a.zip"), StringComparison.Ordinal);
        File.WriteAllBytes(folder["a.tar.gz"], RawFixture.Pack(new byte[1024]));
        Assert.Contains($"must have {CensusFiles.TrainName} in it", Refusal("a.tar.gz"), StringComparison.Ordinal);
        File.WriteAllBytes(folder["b.tar.gz"], RawFixture.Pack([.. Enumerable.Repeat((byte)'x', 1024)]));
        Assert.Contains("must be a tar archive", Refusal("b.tar.gz"), StringComparison.Ordinal);

        string Refusal(string name) => Assert.Throws<PmlException>(() => Read(new CensusFiles([folder[name]]), CensusFiles.TrainName)).Message;
    }

    private CensusFiles Save(string form)
    {
        Directory.CreateDirectory(folder["in"]);
        if (form is "plain" or "gz")
        {
            foreach (var (name, content) in new[] { (CensusFiles.TrainName, CensusFixture.Train), (CensusFiles.Test.Name, CensusFixture.Test) })
            {
                File.WriteAllBytes(folder["in", form == "gz" ? $"{name}.gz" : name], form == "gz" ? RawFixture.Pack(content) : content);
            }
            return new CensusFiles([folder["in"]]);
        }
        var path = folder["in", form.Split(' ')[^1]];
        File.WriteAllBytes(path, form switch
        {
            "census.tar.gz" => RawFixture.Pack(CensusFixture.Tar()),
            "pax census.tar.gz" => RawFixture.Pack(CensusFixture.Tar("../../a folder/", TarEntryFormat.Pax)),
            "flat.zip" => CensusFixture.Zip(($"x/{CensusFiles.TrainName}", CensusFixture.Train), (CensusFiles.Test.Name, CensusFixture.Test)),
            _ => CensusFixture.Zip(("census.tar.gz", RawFixture.Pack(CensusFixture.Tar()))),
        });
        // Once by the folder, once by the file's own name.
        return new CensusFiles([form == "census.tar.gz" ? folder["in"] : path]);
    }

    private static byte[] Read(CensusFiles files, string member) => files.Read(member, (text, _, length) =>
    {
        using var whole = new MemoryStream();
        text.CopyTo(whole);
        return length is { } bytes ? whole.ToArray()[..(int)bytes] : whole.ToArray();
    });
}
