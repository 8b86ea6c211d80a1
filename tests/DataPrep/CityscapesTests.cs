using System.Collections.Concurrent;
using System.IO.Compression;
using PML.Data;
using PML.DataPrep;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class CityscapesTests : IDisposable
{
    private static readonly SynthStreetsProtocol Few = SynthStreetsProtocol.Parse("tiny", "9") with { Train = 3, Valid = 1, Test = 2 };
    private readonly Scratch folder = new();
    // Pictures are read, and told of, by several threads.
    private readonly ConcurrentQueue<string> log = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WhatIsExportedIsReadBack(int scale)
    {
        Export("official", scale);
        var set = Prepare();
        // Pictures come city by city: even scenes first.
        int[] order = [0, 2, 1, 3];
        for (var row = 0; row < order.Length; row++) Compare(set, "train", row, StreetSample.Make(9, RandomStream.StreetsTrain, order[row], 128 * scale, 256 * scale), scale);
        for (var row = 0; row < 2; row++) Compare(set, "test", row, StreetSample.Make(9, RandomStream.StreetsTest, row, 128 * scale, 256 * scale), scale);
        Assert.DoesNotContain(set.Manifest.Arrays, array => array.Name.StartsWith("valid", StringComparison.Ordinal));
        Assert.Contains("0 pictures were left out", string.Join('\n', set.Manifest.Notes), StringComparison.Ordinal);
        Assert.Equal(["disparity-train (4 files)", "disparity-val (2 files)", "gtFine-train (4 files)", "gtFine-val (2 files)", "leftImg8bit-train (4 files)", "leftImg8bit-val (2 files)"], set.Manifest.Sources.Select(source => source.Name));
    }

    [Fact]
    public void ArchivesAndPreprocessedArraysHoldTheSame()
    {
        Export("official", 1);
        var unpacked = Prepare();
        var (images, size) = (unpacked.Read<byte>("train_x"), 3 * 128 * 256);
        Directory.CreateDirectory(folder["zips"]);
        foreach (var kind in CityscapesPictures.Kinds) ZipFile.CreateFromDirectory(folder["export", kind], folder["zips", $"{kind}_trainvaltest.zip"], CompressionLevel.Fastest, includeBaseDirectory: true);
        var packed = Prepare("zips");
        Assert.Equal(unpacked.Sha256, packed.Sha256);
        Assert.Equal(unpacked.Manifest.Sources, packed.Manifest.Sources);
        Assert.Equal(3, log.Count(line => line.StartsWith("warning: ", StringComparison.Ordinal) && line.Contains("should have the MD5", StringComparison.Ordinal)));

        new StreetsExport(folder["arrays"], "mtan", 8).Write(Few, log.Enqueue, CancellationToken.None);
        var arrays = Prepare("arrays");
        foreach (var name in new[] { "train_x", "train_labels", "train_depth" }) Assert.Equal(unpacked.Array(name).Bytes, arrays.Array(name).Bytes);
        // These are in the order of their numbers; row 1 is scene 1, which the cities put third.
        Assert.True(arrays.Read<byte>("train_x").AsSpan(size, size).SequenceEqual(images.AsSpan(2 * size, size)));
        Assert.Equal(unpacked.Array("test_labels").Sha256, arrays.Array("test_labels").Sha256);
        Assert.Equal(unpacked.Array("test_depth").Sha256, arrays.Array("test_depth").Sha256);
    }

    [Fact]
    public void WhatIsMissingMisnamedOrDamagedIsLeftOutAndCounted()
    {
        Export("official", 1);
        File.Delete(File_("gtFine", "train", 0));
        File.Move(File_("leftImg8bit", "train", 1), folder["export", "leftImg8bit", "train", "southtown", "picture.png"]);
        File.WriteAllBytes(File_("disparity", "train", 2), File.ReadAllBytes(File_("disparity", "train", 2))[..500]);
        var set = Prepare();
        Assert.Equal(1, set.Array("train_x").Shape[0]);
        var notes = string.Join('\n', set.Manifest.Notes);
        Assert.Contains("3 pictures were left out", notes, StringComparison.Ordinal);
        foreach (var text in new[] { "lacks gtFine/train/northtown/northtown_000000_000000_gtFine_labelIds.png", "picture.png must be named like", "train/northtown/northtown_000000_000002: disparity/train" })
        {
            Assert.Contains(text, notes, StringComparison.Ordinal);
            Assert.Contains(log, line => line.StartsWith("skipped: ", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("gtFine", 1, 8, 99, "must have label ids up to 33; found 99")]
    [InlineData("gtFine", 1, 16, 1, "must have label ids of 8 bits")]
    [InlineData("disparity", 1, 16, 40_000, "must have disparities up to 32767; found 40000")]
    public void ValuesThatCannotBeAreRefused(string kind, int channels, int depth, int value, string because)
    {
        Export("official", 1);
        var bytes = new byte[128 * 256 * depth / 8];
        for (var at = 0; at < bytes.Length; at++) bytes[at] = (byte)(depth == 8 ? value : at % 2 == 0 ? value >> 8 : value);
        File.WriteAllBytes(File_(kind, "train", 0), PngEncoder.Encode(new PngImage(256, 128, channels, depth, bytes)));
        Prepare();
        Assert.Contains(log, line => line.Contains(because, StringComparison.Ordinal));
    }

    [Fact]
    public void ArchivesUnpackedEachInItsOwnFolderAreFound()
    {
        Export("official", 1);
        foreach (var kind in CityscapesPictures.Kinds)
        {
            Directory.CreateDirectory(folder["export", $"{kind}_trainvaltest"]);
            Directory.Move(folder["export", kind], folder["export", $"{kind}_trainvaltest", kind]);
        }

        Assert.Equal(Few.Train + Few.Valid, Prepare().Array("train_x").Shape[0]);
        Directory.CreateDirectory(folder["outer", "between"]);
        Directory.Move(folder["export"], folder["outer", "between", "copy"]);
        var message = Assert.Throws<PmlException>(() => CityscapesSource.Open(folder["outer"], log.Enqueue, CancellationToken.None)).Message;
        Assert.EndsWith($"Try --from {folder["outer", "between", "copy"]}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersWithZerosInFrontArePictures()
    {
        Export("mtan", 1);
        foreach (var path in Directory.GetFiles(folder["export"], "*.npy", SearchOption.AllDirectories))
            File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(path).PadLeft(10, '0')));
        Assert.Equal(Few.Train + Few.Valid, Prepare().Array("train_x").Shape[0]);
    }

    [Fact]
    public void TheCodesSplitPartsTheTrainingPictures()
    {
        var (train, valid) = CityscapesProtocol.Parse("code").Part(2_975);
        Assert.Equal((2_500, 475), (train.Length, valid.Length));
        Assert.Equal(Enumerable.Range(0, 2_975), train.Concat(valid).Order());
        Assert.NotEqual(valid, CityscapesProtocol.Parse("code", "1").Part(2_975).Valid);
        Assert.Equal((2_975, 0), (CityscapesProtocol.Parse(null).Part(2_975).Train.Length, CityscapesProtocol.Parse(null).Part(2_975).Valid.Length));
        Assert.Contains("more than 475", Assert.Throws<PmlException>(() => CityscapesProtocol.Parse("code").Part(475)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CategoriesAreThoseOfTheLabelTable()
    {
        // The data set's label table: void 0-6, flat 7-10, construction 11-16, object 17-20, nature 21-22, sky 23, human 24-25, vehicle 26-33 and the plate.
        int[] first = [0, 7, 11, 17, 21, 23, 24, 26, 34];
        for (var category = 0; category < 8; category++)
        {
            for (var id = first[category]; id < first[category + 1]; id++) Assert.Equal(category - 1, CityscapesLabels.Class(id));
        }
        Assert.Equal((6, -2, -2), (CityscapesLabels.Class(255), CityscapesLabels.Class(34), CityscapesLabels.Class(254)));
    }

    [Fact]
    public void WithoutACopyItSaysHowToGetOne()
    {
        foreach (var path in new[] { null, folder["none"], folder.Folder })
        {
            var message = Assert.Throws<PmlException>(() => new CityscapesSet(folder["root"], log.Enqueue).Prepare(CityscapesProtocol.Parse(null), () => CityscapesSource.Open(path, log.Enqueue, CancellationToken.None), force: false, CancellationToken.None)).Message;
            Assert.Contains("www.cityscapes-dataset.com", message, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(folder["root", "prepared", "cityscapes", "paper"]));
    }

    [Fact]
    public void AStoppedPreparationLeavesTheEarlierSetAndGoesOnWhereItStopped()
    {
        Export("official", 1);
        var before = Prepare().Sha256;
        var (first, second) = (new Counted(folder["export"], log.Enqueue), new Counted(folder["export"], log.Enqueue));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new CityscapesSet(folder["root"], line =>
        {
            if (line.Contains("train 2", StringComparison.Ordinal)) stop.Cancel();
        }).Prepare(CityscapesProtocol.Parse(null), () => first, force: true, stop.Token));
        Assert.InRange(first.Decoded, 2, 4);
        Assert.Empty(PreparedData.OpenFolder(folder["root", "prepared", "cityscapes", "paper"], "cityscapes", "paper").Verify());
        new CityscapesSet(folder["root"], log.Enqueue).Prepare(CityscapesProtocol.Parse(null), () => second, force: true, CancellationToken.None);
        Assert.Equal(6 - first.Decoded, second.Decoded);
        Assert.Contains($"cityscapes paper: {first.Decoded} samples were finished by an earlier run.", log);
        Assert.Equal(before, PreparedData.OpenFolder(folder["root", "prepared", "cityscapes", "paper"], "cityscapes", "paper").Sha256);
        Assert.Single(Directory.GetDirectories(folder["root", "prepared", "cityscapes"]));
    }

    [Fact]
    public async Task TheCommandsMakeAnExportAndReadIt()
    {
        var (output, progress) = (new StringWriter(), new StringWriter());
        var tool = new CommandLine(output, progress, () => folder["root"]);
        Assert.Equal(0, await tool.RunAsync("synth-streets", "--protocol", "tiny", "--export", folder["files"], "--layout", "mtan"));
        Assert.Equal(0, await tool.RunAsync("cityscapes", "--from", folder["files"]));
        Assert.Equal((long[])[40, 3, 128, 256], PreparedData.OpenFolder(folder["root", "prepared", "cityscapes", "paper"], "cityscapes", "paper").Array("train_x").Shape);
        Assert.Equal((long[])[32, 3, 64, 128], PreparedData.OpenFolder(folder["root", "prepared", "synth-streets", "tiny"], "synth-streets", "tiny").Array("train_x").Shape);
        Assert.Equal(1, await tool.RunAsync("cityscapes", "--protocol", "code"));
        Assert.Contains("error: The Cityscapes data set must come from you", progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnExportNeedsAnEmptyFolder()
    {
        File.WriteAllText(folder["mine"], "");
        Assert.Contains("new or empty folder", Assert.Throws<PmlException>(() => new StreetsExport(folder.Folder, null, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("must be one of official, mtan", Assert.Throws<PmlException>(() => new StreetsExport(folder["new"], "other", 1)).Message, StringComparison.Ordinal);
        Assert.Contains("must lie in [1, 8]", Assert.Throws<PmlException>(() => new StreetsExport(folder["new"], null, 9)).Message, StringComparison.Ordinal);
    }

    /// <summary>Counts the pictures that are made of their files.</summary>
    private sealed class Counted(string folder, Action<string> log) : ICityscapesFiles
    {
        private readonly ICityscapesFiles files = CityscapesSource.Open(folder, log, CancellationToken.None);
        private int decoded;

        public int Decoded => decoded;

        public IReadOnlyList<string> LeftOut => files.LeftOut;

        public IReadOnlyList<string> Pictures(string split) => files.Pictures(split);

        public IReadOnlyList<(string Name, byte[] Content)> Read(string picture) => files.Read(picture);

        public StreetFrame Decode(string picture, IReadOnlyList<(string Name, byte[] Content)> contents)
        {
            Interlocked.Increment(ref decoded);
            return files.Decode(picture, contents);
        }

        public void Dispose() => files.Dispose();
    }

    private void Export(string layout, int scale) => new StreetsExport(folder["export"], layout, scale).Write(Few, log.Enqueue, CancellationToken.None);

    private string File_(string kind, string split, int index) => folder[["export", .. StreetsExport.Official(kind, split, index).Split('/')]];

    private PreparedData Prepare(string from = "export") => new CityscapesSet(folder["root"], log.Enqueue)
        .Prepare(CityscapesProtocol.Parse(null), () => CityscapesSource.Open(folder[from], log.Enqueue, CancellationToken.None), force: true, CancellationToken.None);

    private static void Compare(PreparedData set, string split, int row, StreetSample sample, int scale)
    {
        const int Area = 128 * 256;
        var image = set.Read<byte>($"{split}_x")[(row * 3 * Area)..];
        var labels = set.Read<sbyte>($"{split}_labels")[(row * Area)..];
        var depth = set.Read<short>($"{split}_depth")[(row * Area)..];
        var far = 0;
        for (var pixel = 0; pixel < Area; pixel++)
        {
            var source = (pixel / 256 * scale + scale / 2) * 256 * scale + pixel % 256 * scale + scale / 2;
            Assert.Equal(CityscapesLabels.Class(sample.LabelIds[source]), labels[pixel]);
            Assert.Equal((short)sample.Disparity[source], depth[pixel]);
            for (var channel = 0; channel < 3; channel++) far = Math.Max(far, Math.Abs(sample.Rgb[source * 3 + channel] - image[channel * Area + pixel]));
        }
        if (scale == 1) Assert.Equal(0, far);
    }
}
