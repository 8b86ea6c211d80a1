using System.Formats.Tar;
using System.IO.Compression;
using PML.Data;
using PML.DataPrep;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class UtkFaceTests : IDisposable
{
    private const int Count = 30;
    private static readonly SynthFacesProtocol Few = SynthFacesProtocol.Parse("tiny") with { Count = Count };
    private readonly Scratch folder = new();
    private readonly List<string> log = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("25_1_3_20170109150557335.jpg.chip.jpg", 25, 1, 3)]
    [InlineData("116_0_0_20170120134744096.jpg.chip.jpg", 116, 0, 0)]
    [InlineData("24_0_1_20170116220224657 .jpg.chip.jpg", 24, 0, 1)]
    [InlineData("44_1_4_20170116235150272.pg.chip.jpg", 44, 1, 4)]
    [InlineData("55_0_0_20170116232725357jpg.chip.jpg", 55, 0, 0)]
    public void ANameGivesTheLabels(string name, int age, int gender, int race) =>
        Assert.Equal(new FaceLabels((byte)age, (byte)gender, (byte)race), UtkFaceFiles.Labels(name));

    [Theory]
    [InlineData("39_1_20170116174525125.jpg.chip.jpg")]
    [InlineData("61_1_20170109142408075.jpg.chip.jpg")]
    [InlineData("61_1_20170109150557335.jpg.chip.jpg")]
    [InlineData("53__0_20170116184028385.jpg.chip.jpg")]
    [InlineData("117_0_0_20170116184028385.jpg.chip.jpg")]
    [InlineData("9999999999_0_0_20170116184028385.jpg.chip.jpg")]
    [InlineData("20_2_0_20170116184028385.jpg.chip.jpg")]
    [InlineData("20_0_5_20170116184028385.jpg.chip.jpg")]
    [InlineData("-1_0_1_20170116184028385.jpg.chip.jpg")]
    [InlineData("20_0_1_20170116184028385_2.jpg.chip.jpg")]
    [InlineData("20_0_1.jpg")]
    [InlineData("")]
    public void AMalformedNameGivesNone(string name) => Assert.Null(UtkFaceFiles.Labels(name));

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIsExportedIsReadBack(bool packed)
    {
        Jpeg.SkipIfAbsent();
        var set = Prepare("code", packed ? Pack(Export()) : Export());
        Assert.Equal([21, 3, 64, 64], set.Array("train_x").Shape);
        Assert.Contains(set.Manifest.Notes, note => note.Contains("3 malformed name", StringComparison.Ordinal) && note.Contains("0 damaged", StringComparison.Ordinal));
        Assert.Equal(packed ? 2 : 1, set.Manifest.Sources.Count);
        // Rows are the permuted files in the order of their names.
        var export = new SynthFacesExport(Few, _ => { });
        var faces = Enumerable.Range(0, Count).Select(index => new FacePicture(0, index, new FaceKnobs())).ToArray();
        var byName = faces.Select((face, index) => (Name: export.FileName(face.Labels, index), Face: face)).OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => file.Face).ToArray();
        var splits = UtkFaceProtocol.Parse("code").Splits(Count);
        var error = 0.0;
        foreach (var (name, rows) in splits)
        {
            var (images, labels) = (set.Read<byte>($"{name}_x"), set.Read<byte>($"{name}_y"));
            for (var row = 0; row < rows.Length; row++)
            {
                var face = byName[rows[row]];
                Assert.Equal([face.Labels.Age, face.Labels.Kind, face.Labels.Clan], labels.AsSpan(3 * row, 3));
                var expected = new PillowByteResampler(200, 200, 64, 64, 3, PillowTaps.Bilinear).Resize(face.Render(200));
                for (var at = 0; at < expected.Length; at++) error += Math.Abs(expected[at] - images[row * 12_288 + at % 3 * 4_096 + at / 3]);
            }
        }
        Assert.InRange(error / (Count * 12_288), 0, 1.5);
        Assert.Equal(faces.Average(face => face.Labels.Age), set.Manifest.Constants["age_mean"], 1e-12);
    }

    [Fact]
    public void ImagesInPartsAreFoundAndDeeperOnesNamed()
    {
        foreach (var (part, name) in ((string, string)[])[("part1", "10_0_0_20170101000029000"), ("part2", "20_1_2_20170101000057000")])
        {
            Directory.CreateDirectory(folder["u2", part]);
            File.WriteAllBytes(folder["u2", part, name + ".jpg.chip.jpg"], [1]);
        }

        Assert.Equal(2, UtkFaceFiles.Read(folder["u2"]).Count());
        Directory.CreateDirectory(folder["u3", "archive"]);
        Directory.Move(folder["u2", "part1"], folder["u3", "archive", "UTKFace"]);
        var message = Assert.Throws<PmlException>(() => UtkFaceFiles.Read(folder["u3"]).Count()).Message;
        Assert.EndsWith($"Try --from {folder["u3", "archive"]}", message, StringComparison.Ordinal);
        Assert.Single(UtkFaceFiles.Read(folder["u3", "archive"]));
    }

    [SkippableFact]
    public void DamagedImagesAreLeftOutAndCounted()
    {
        Jpeg.SkipIfAbsent();
        var files = Directory.GetFiles(Path.Combine(Export(), "UTKFace")).Where(path => UtkFaceFiles.Labels(Path.GetFileName(path)) is not null).Order(StringComparer.Ordinal).ToArray();
        File.WriteAllBytes(files[0], File.ReadAllBytes(files[0])[..2_000]);
        File.WriteAllText(files[1], "no image");
        File.WriteAllBytes(files[2], []);
        File.WriteAllBytes(files[3], new byte[(4 << 20) + 1]);
        File.WriteAllText(Path.Combine(folder["export"], "UTKFace", "readme.txt"), "not an image");
        var set = Prepare("paper", folder["export"]);
        Assert.Contains(set.Manifest.Notes, note => note.StartsWith("26 images; left out: 3 malformed name", StringComparison.Ordinal) && note.Contains("4 damaged", StringComparison.Ordinal));
        Assert.Equal(20, set.Array("train_x").Shape[0]);
        Assert.Equal(6, set.Array("test_x").Shape[0]);
        Assert.Contains(log, line => line.Contains(Path.GetFileName(files[3]), StringComparison.Ordinal) && line.Contains("too big", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void AStoppedRunsImagesAreTakenUpByTheNextOne()
    {
        Jpeg.SkipIfAbsent();
        const int All = 600, Batch = 512;
        var pictures = Enumerable.Range(0, 3).Select(index => JpegEncoder.Encode(new FacePicture(0, index, new FaceKnobs()).Render(32), 32, 32, 90)).ToArray();
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => UtkFaceImages.Read(Files(Batch + 8), new FinishedSamples(folder["set"], 1), log.Add, stop.Token));
        Assert.Equal(Batch, Directory.GetFiles(folder[".set.samples"]).Length);

        var samples = new FinishedSamples(folder["set"], 1);
        var resumed = UtkFaceImages.Read(Files(All), samples, log.Add, CancellationToken.None);
        Assert.Equal(Batch, samples.Found);
        var fresh = new FinishedSamples(folder["other"], 1);
        var anew = UtkFaceImages.Read(Files(All), fresh, log.Add, CancellationToken.None);
        Assert.Equal(0, fresh.Found);
        Assert.Equal(anew.Faces, resumed.Faces, (a, b) => a.Labels == b.Labels && a.Pixels.AsSpan().SequenceEqual(b.Pixels));
        Assert.Equal(anew.Source, resumed.Source);

        IEnumerable<(string, byte[]?)> Files(int stopAt)
        {
            for (var index = 0; index < All; index++)
            {
                if (index == stopAt) stop.Cancel();
                yield return ($"20_0_1_20170116184028{index:000}.jpg.chip.jpg", pictures[index % 3]);
            }
        }
    }

    [Fact]
    public void WithoutFilesTheMessageSaysWhereTheyAreAndOnWhatTerms()
    {
        var message = Assert.Throws<PmlException>(() => new UtkFaceSet(folder.Folder, log.Add).Prepare(UtkFaceProtocol.Parse(null), null, false, CancellationToken.None)).Message;
        Assert.Contains("non-commercial research only", message, StringComparison.Ordinal);
        Assert.Contains("susanqq.github.io/UTKFace", message, StringComparison.Ordinal);
        Assert.Throws<PmlException>(() => UtkFaceFiles.Read(folder["none"]));
        Assert.Throws<PmlException>(() => UtkFaceProtocol.Parse("other"));
    }

    [Fact]
    public void PartsAreDisjointButForThePapersValidation()
    {
        var code = UtkFaceProtocol.Parse("code").Splits(23_705);
        Assert.Equal([16_593, 2_370, 4_742], code.Select(part => part.Rows.Length));
        Assert.Equal(Enumerable.Range(0, 23_705), code.SelectMany(part => part.Rows).Order());
        var paper = UtkFaceProtocol.Parse(null).Splits(23_705);
        Assert.Equal([18_964, 2_370, 4_741], paper.Select(part => part.Rows.Length));
        Assert.Equal(Enumerable.Range(0, 23_705), paper[0].Rows.Concat(paper[2].Rows).Order());
        Assert.Subset(paper[0].Rows.ToHashSet(), paper[1].Rows.ToHashSet());
    }

    [Fact]
    public void ThePermutationIsPyTorchs()
    {
        // libtorch 1.13.1: at::randperm(n, generator of seed 42, kLong).
        Assert.Equal([2, 6, 1, 8, 4, 5, 0, 9, 3, 7], UtkFaceProtocol.Permutation(10));
        Assert.Equal([542, 618, 816, 68, 94, 215, 60, 585], UtkFaceProtocol.Permutation(1_000)[..8]);
        Assert.Equal([769, 11_564, 14_802, 19_984, 3_654, 3_241, 767, 23_301], UtkFaceProtocol.Permutation(23_705)[^8..]);
    }

    private string Export()
    {
        new SynthFacesExport(Few, log.Add).Write(folder["export"], CancellationToken.None);
        Assert.Equal(Count + 3, Directory.GetFiles(folder["export", "UTKFace"]).Length);
        return folder["export"];
    }

    private string Pack(string exported)
    {
        var path = folder["UTKFace.tar.gz"];
        using var gzip = new GZipStream(File.Create(path), CompressionMode.Compress);
        TarFile.CreateFromDirectory(exported, gzip, includeBaseDirectory: false);
        return path;
    }

    private PreparedData Prepare(string protocol, string from) => new UtkFaceSet(folder["root"], log.Add).Prepare(UtkFaceProtocol.Parse(protocol), from, false, CancellationToken.None);
}
