using PML.Data;
using PML.DataPrep;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class CensusSetTests : IDisposable
{
    private static readonly CensusFiles NoFiles = new([]);
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheGeneratedSetIsFrozenAndTheReadmeSaysSo()
    {
        var set = Prepare("generated", NoFiles);
        Assert.Equal("fef4c089cb12180c5e1ae5dd0a93738bcfeab0eee0b82dae1156119ca2965b0b", set.Sha256);
        Assert.Contains("stand-in", set.Manifest.Notes[0], StringComparison.Ordinal);
        Assert.Contains(set.Sha256, Readme(), StringComparison.Ordinal);
        Assert.Equal((3_200L, 800L, 2_000L), (set.Array("train_y").Shape[0], set.Array("valid_y").Shape[0], set.Array("test_y").Shape[0]));
    }

    [Fact]
    public void GeneratedAgeAndEducationCorrelateAsTheRealOnes()
    {
        var counts = Counts(Prepare("generated-seed1", NoFiles));
        double rows = counts.Sum(), age = (counts[2] + counts[3]) / rows, education = (counts[1] + counts[3]) / rows;
        Assert.InRange(age, 0.33, 0.45);
        Assert.InRange(education, 0.25, 0.4);
        Assert.InRange(counts[3] / (age * education * rows), 1.1, 1.7);
    }

    [Fact]
    public void BothFilesGiveTheOfficialSetInWhateverFormTheyCome()
    {
        File.WriteAllBytes(folder["a.zip"], CensusFixture.Zip(("census.tar.gz", RawFixture.Pack(CensusFixture.Tar()))));
        var set = Prepare("official", new CensusFiles([folder["a.zip"]]));
        Assert.Equal((96L, 24L, 60L), (set.Array("train_codes").Shape[0], set.Array("valid_codes").Shape[0], set.Array("test_codes").Shape[0]));
        Assert.Equal(["census-income.data", "census-income.test"], set.Manifest.Sources.Select(source => source.Name));
        File.WriteAllBytes(folder["census-income.data.gz"], RawFixture.Pack(CensusFixture.Train));
        File.WriteAllBytes(folder["census-income.test"], CensusFixture.Test);
        Assert.Equal(set.Sha256, Prepare("official", new CensusFiles([folder.Folder]), force: true).Sha256);
        Assert.NotEqual(set.Sha256, Prepare("official-seed1", new CensusFiles([folder.Folder])).Sha256);
    }

    [Fact]
    public void DamagedRowsAreCountedInTheManifest()
    {
        byte[] bad = [.. CensusFixture.Train, .. "1, 2, 3\n"u8, .. CensusFixture.Train];
        File.WriteAllBytes(folder["census-income.data"], bad);
        File.WriteAllBytes(folder["census-income.test"], CensusFixture.Test);
        var set = Prepare("official", new CensusFiles([folder.Folder]));
        Assert.Contains(set.Manifest.Notes, note => note.StartsWith("census-income.data: 241 rows", StringComparison.Ordinal) && note.EndsWith("and 1 were damaged and skipped.", StringComparison.Ordinal));
    }

    [Fact]
    public void AnotherTestFileIsRefusedAndLeavesNothing()
    {
        File.WriteAllBytes(folder["census-income.test"], CensusFixture.Train);
        Assert.Contains(CensusFixture.TestFile.Sha256, Assert.Throws<PmlException>(() => Prepare("kdd-test-only", new CensusFiles([folder.Folder]))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(folder["prepared", "census"]));
    }

    [SkippableFact]
    public void TheRealTestFileHasTheKnownCountsAndEveryFeature()
    {
        var set = PrepareReal("kdd-test-only");
        Assert.Equal([44_712, 15_684, 24_946, 14_420], Counts(set));
        Assert.Equal(Enumerable.Range(7, 461).Select(feature => (ushort)feature), Splits.SelectMany(split => set.Read<ushort>($"{split}_codes")).Distinct().Order());
        // Every number is scaled by the rows of training and validation; here the survey's weight.
        var numbers = set.Read<float>("train_values").Concat(set.Read<float>("valid_values")).Where((_, i) => i % 7 == 5).Select(number => (double)number).ToList();
        Assert.Equal(0, numbers.Average(), 4);
        Assert.Equal(1, numbers.Average(number => number * number), 4);
        Assert.Equal("66c4571af2ca86f89f4563b1d2a4c888326c8c4c8733b471b2b42abcb4ccf92b", set.Sha256);
        Assert.Contains(set.Sha256, Readme(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void TheCorrectedLabelsOfTheRealTestFileCountTheMastersDegrees()
    {
        var counts = Counts(PrepareReal("kdd-test-only-corrected"));
        Assert.Equal(39_366, counts[2] + counts[3]);
        Assert.Equal(0.3349, (counts[1] + counts[3]) / 99_762.0, 4);
    }

    private static readonly string[] Splits = ["train", "valid", "test"];

    /// <summary>How many rows have which labels: neither, education, age, both.</summary>
    private static int[] Counts(PreparedData set)
    {
        var counts = new int[4];
        foreach (var pair in Splits.SelectMany(split => set.Read<byte>($"{split}_y").Chunk(2))) counts[2 * pair[0] + pair[1]]++;
        return counts;
    }

    private PreparedData Prepare(string protocol, CensusFiles files, bool force = false) =>
        new CensusSet(folder.Folder, _ => { }) { TestFile = CensusFixture.TestFile }.Prepare(CensusProtocol.Parse(protocol), files, force, CancellationToken.None);

    private PreparedData PrepareReal(string protocol)
    {
        var places = CensusCommand.UsualPlaces(DataFolders.Root);
        string[] names = ["census-income.test", "census-income.test.gz"];
        Skip.IfNot(places.Any(place => names.Any(name => File.Exists(Path.Combine(place, name)))), $"census-income.test is in none of {string.Join(", ", places)}.");
        return new CensusSet(folder.Folder, _ => { }).Prepare(CensusProtocol.Parse(protocol), new CensusFiles(places), force: false, CancellationToken.None);
    }

    private static string Readme() => File.ReadAllText(Path.Combine(DataFolders.Find(null, AppContext.BaseDirectory), "README.md"));
}
