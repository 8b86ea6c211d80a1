using System.IO.Compression;
using System.Text;
using PML.DataPrep;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

/// <summary>Damaged archives and arrays are read or refused, in bounded memory. Damaged pictures: <see cref="PngTests"/>.</summary>
public sealed class CityscapesMutationsTests
{
    [Theory]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.NoCompression)]
    public void DamagedArchivesAreReadOrRefused(CompressionLevel level)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "gtFine/train/a/a_000000_000000_gtFine_labelIds.png", "readme.txt" })
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 40).Select(number => $"{number} {name}\n"))));
            }
        }
        var (read, refused) = Mutations.Survive(memory.ToArray(), 5_000, 5, file =>
        {
            using var tree = new ZipTree(new MemoryStream(file), "a.zip");
            foreach (var name in tree.Names) tree.Read(name);
        }, length => 400_000 + 2 * 1032L * length);
        Assert.True(read > 100 && refused > 1_000, $"{read} {refused}");
    }

    [Theory]
    [InlineData("<f4", "False", 24)]
    [InlineData("<i2", "True", 12)]
    public void DamagedArraysAreReadOrRefused(string type, string fortran, int bytes)
    {
        var valid = Npy(type, fortran, "(2, 3)", [.. Enumerable.Range(0, bytes).Select(number => (byte)number)]);
        var (read, refused) = Mutations.Survive(valid, 10_000, 6, file => All(file), length => 100_000 + 20L * length);
        Assert.True(read > 50 && refused > 1_000, $"{read} {refused}");
    }

    [Fact]
    public void AnyTypeAndOrderIsRead()
    {
        // Column by column 1 2 | 3 4 | 5 6 is, row by row, 1 3 5 | 2 4 6.
        Assert.Equal([1, 3, 5, 2, 4, 6], All(Npy("|i1", "True", "(2, 3)", [1, 2, 3, 4, 5, 6])));
        Assert.Equal([1, 2, 3, 4, 5, 6], All(Npy("|u1", "False", "(2, 3)", [1, 2, 3, 4, 5, 6])));
        // The last axis runs slowest: (0,0,0) (0,1,0) (0,0,1) (0,1,1).
        Assert.Equal([10, 30, 20, 40], All(Npy("|u1", "True", "(1, 2, 2)", [10, 20, 30, 40])));
        Assert.Equal([-2, 513], All(Npy("<i2", "False", "(2,)", [254, 255, 1, 2])));
        Assert.Equal([.5], All(Npy("<f8", "True", "(1, 1)", BitConverter.GetBytes(.5))));
        Assert.Equal([-1.5], All(Npy("<f4", "False", "(1,)", BitConverter.GetBytes(-1.5f))));
        Assert.Equal([-1.5, 0.5], All(Npy("<f2", "False", "(2,)", [0, 0xbe, 0, 0x38])));
        Assert.Equal([uint.MaxValue], All(Npy("<u4", "False", "(1,)", [255, 255, 255, 255])));
        Assert.Equal([-1.5], All(Npy(">f4", "False", "(1,)", [0xbf, 0xc0, 0, 0])));
        Assert.Equal([-2, 258], All(Npy(">i2", "False", "(2,)", [255, 254, 1, 2])));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void LaterFormatsAreRead(byte version)
    {
        Assert.Equal([1, 2, 3], All(Npy("|u1", "False", "(3,)", [1, 2, 3], version)));
        var (read, refused) = Mutations.Survive(Npy("<f4", "False", "(2, 3)", new byte[24], version), 10_000, 7, file => All(file), length => 100_000 + 20L * length);
        Assert.True(read > 50 && refused > 1_000, $"{read} {refused}");
    }

    private static List<double> All(byte[] file)
    {
        var numbers = new NpyNumbers(file, "a.npy");
        return [.. Enumerable.Range(0, numbers.Count).Select(index => numbers[index])];
    }

    private static byte[] Npy(string type, string fortran, string shape, byte[] data, byte version = 1)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}".PadRight(117) + '\n';
        byte[] length = version == 1 ? [(byte)header.Length, 0] : [(byte)header.Length, 0, 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. data];
    }
}
