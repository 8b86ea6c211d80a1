using PML.DataPrep;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class CensusMutationTests : IDisposable
{
    private const int Count = 10_000;
    private static readonly byte[] Table = CensusGenerator.Text(5, 12).ToArray();
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("census-income.data")]
    [InlineData("census-income.data.gz")]
    [InlineData("census.tar.gz")]
    [InlineData("census+income+kdd.zip")]
    public void ADamagedCopyIsReadOrRefusedInBoundedMemory(string name)
    {
        var (read, refused) = Mutations.Survive(Valid(name), Count, seed: 1, damaged =>
        {
            File.WriteAllBytes(folder[name], damaged);
            var table = new CensusTable();
            new CensusFiles([folder[name]]).Read(CensusFiles.TrainName, (text, _, length) => new CensusReader(corrected: false, _ => { }).Read(table, text, name, length, CancellationToken.None));
        }, _ => 1 << 20);
        Assert.Equal(Count, read + refused);
        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    private static byte[] Valid(string name)
    {
        var tar = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(tar, System.Formats.Tar.TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new System.Formats.Tar.UstarTarEntry(System.Formats.Tar.TarEntryType.RegularFile, CensusFiles.TrainName) { DataStream = new MemoryStream(Table) });
        }
        var packed = RawFixture.Pack(tar.ToArray());
        return name switch
        {
            CensusFiles.TrainName => Table,
            "census.tar.gz" => packed,
            "census+income+kdd.zip" => CensusFixture.Zip(("census.tar.gz", packed)),
            _ => RawFixture.Pack(Table),
        };
    }
}
