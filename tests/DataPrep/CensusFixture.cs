using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using PML.DataPrep;

namespace PML.Tests.DataPrep;

/// <summary>Small files in the format of Census-Income (KDD), in every form that they may come in.</summary>
internal static class CensusFixture
{
    /// <summary>A sound row, made up: 38 years old, a bachelor, 460 an hour, a man who worked 52 weeks.</summary>
    public const string Row =
        "38, Private, 6, 36, Bachelors degree(BA AB BS), 460, Not in universe, Never married, Construction, Sales, White, Cuban, Male, No, Not in universe, "
        + "Full-time schedules, 10, 20, 30, Single, South, Utah, Householder, Householder, 1032.38, ?, ?, ?, Yes, ?, 4, Not in universe, Mexico, Cuba, Canada, "
        + "Native- Born in the United States, 0, No, 2, 52, 95, - 50000.\n";

    public static readonly byte[] Train = CensusGenerator.Text(3, 120).ToArray();

    public static readonly byte[] Test = CensusGenerator.Text(4, 60).ToArray();

    public static readonly RawFile TestFile = new(CensusFiles.Test.Name, Test.Length, Convert.ToHexStringLower(SHA256.HashData(Test)));

    /// <summary>Both files in a tar archive, as the published one has them, in whatever folder.</summary>
    public static byte[] Tar(string folder = "", TarEntryFormat format = TarEntryFormat.Ustar)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, format, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { (CensusFiles.TrainName, Train), ("census-income.names", "about"u8.ToArray()), (CensusFiles.Test.Name, Test) })
            {
                TarEntry entry = format == TarEntryFormat.Pax ? new PaxTarEntry(TarEntryType.RegularFile, folder + name) : new UstarTarEntry(TarEntryType.RegularFile, folder + name);
                entry.DataStream = new MemoryStream(content);
                tar.WriteEntry(entry);
            }
        }
        return archive.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return archive.ToArray();
    }

    public static byte[] Text(params string[] rows) => Encoding.ASCII.GetBytes(string.Concat(rows));

    /// <summary>The made-up row with one column changed.</summary>
    public static string With(string column, string value)
    {
        var fields = Row.TrimEnd('\n').Split(',');
        fields[CensusSchema.Columns.ToList().FindIndex(known => known.Name == column)] = value;
        return string.Join(',', fields) + "\n";
    }
}
