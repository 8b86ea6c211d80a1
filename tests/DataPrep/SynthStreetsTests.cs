using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PML.Data;
using PML.DataPrep;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class SynthStreetsTests : IDisposable
{
    private static readonly SynthStreetsProtocol Few = SynthStreetsProtocol.Parse("tiny", "3") with { Train = 5, Valid = 2, Test = 3 };
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheFirstSamplesAreFrozen()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var index = 0; index < 16; index++)
        {
            var frame = StreetSample.Make(0, RandomStream.StreetsTrain, index, 64, 128).ToFrame();
            hash.AppendData(frame.Image);
            hash.AppendData(MemoryMarshal.AsBytes(frame.Classes.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(frame.Depth.AsSpan()));
        }
        Assert.Equal("7948242968a41c0431c0c4db78ea32e7b526be03e4ada00e31bd106e2ee72496", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void TheReadmeGivesTheTinySetsChecksum()
    {
        var readme = File.ReadAllText(Path.Combine(DataFolders.Find(null, AppContext.BaseDirectory), "README.md"));
        Assert.Contains(Prepare(SynthStreetsProtocol.Parse("tiny"), Environment.ProcessorCount).Sha256, readme, StringComparison.Ordinal);
    }

    [Fact]
    public void TheBytesDependOnTheSeedAndNotOnThreads()
    {
        var hashes = new[] { 1, 2, 5 }.Select(threads => Prepare(Few, threads).Sha256).Distinct().ToList();
        Assert.Single(hashes);
        Assert.NotEqual(hashes[0], Prepare(Few with { Seed = 4 }, 2).Sha256);
    }

    [Fact]
    public void ASampleIsTheSameWhateverTheSplitsSizes()
    {
        // Validation scenes follow the training ones in one stream, so the first of them is the training scene after the last.
        var short5 = Prepare(Few, 2).Read<byte>("valid_x");
        var long6 = Prepare(Few with { Seed = Few.Seed, Train = 6, Valid = 1 }, 2).Read<byte>("train_x");
        var size = 3 * Few.Height * Few.Width;
        Assert.True(short5.AsSpan(0, size).SequenceEqual(long6.AsSpan(5 * size, size)));
    }

    [Fact]
    public void AManifestSaysThatTheSetIsAStandIn()
    {
        var set = Prepare(Few, 2);
        Assert.Equal((long[])[5, 3, 64, 128], set.Array("train_x").Shape);
        Assert.Equal((long[])[2, 64, 128], set.Array("valid_labels").Shape);
        Assert.Equal("<i2", set.Array("test_depth").Dtype);
        Assert.Contains("stand-in", set.Manifest.Notes[0], StringComparison.Ordinal);
        Assert.Equal(7, set.Manifest.LabelNames.Count);
        Assert.Equal("synth-streets tiny-seed3", $"{set.Manifest.Set} {set.Manifest.Protocol}");
    }

    [Fact]
    public void ClassesHaveTheSharesOfStreets()
    {
        var frames = Enumerable.Range(0, 60).Select(index => StreetSample.Make(0, RandomStream.StreetsTest, index, 64, 128).ToFrame()).ToList();
        var shares = Enumerable.Range(-1, 8).Select(label => 100.0 * frames.Sum(frame => frame.Classes.Count(found => found == label)) / (frames.Count * 64 * 128)).ToArray();
        // Void, flat, construction, object, nature, sky, human, vehicle: around 3, 36, 30, 1, 10, 11, 0.6, 8 percent.
        (double Low, double High)[] around = [(1, 6), (28, 44), (20, 40), (.4, 2.5), (4, 18), (5, 18), (.2, 1.6), (3, 15)];
        for (var label = 0; label < 8; label++) Assert.InRange(shares[label], around[label].Low, around[label].High);
        Assert.InRange(frames.Average(frame => frame.Depth.Count(p => p > 0) / (64.0 * 128)), .7, .9);
        Assert.All(frames, frame => Assert.InRange(frame.Depth.Max(), 1000, 126 * 256 + 1));
    }

    [Fact]
    public void DepthIsThatOfAPinholeAndTheSkyHasNone()
    {
        // Nothing stands before the ground at the picture's foot: disparity grows by nearly equal steps from row to row, as 1 / Z does on a plane.
        var sample = StreetSample.Make(1, RandomStream.StreetsTrain, 2, 128, 256);
        for (var pixel = 0; pixel < sample.LabelIds.Length; pixel++)
        {
            if ((StreetKind)sample.LabelIds[pixel] is StreetKind.Sky or StreetKind.EgoVehicle || pixel % 256 < 7) Assert.Equal(0, sample.Disparity[pixel]);
        }
        var road = Enumerable.Range(80, 30).Select(y => (Row: y, Disparity: RowMedian(sample, y))).Where(row => row.Disparity > 0).ToList();
        var steps = road.Zip(road.Skip(1), (a, b) => (double)(b.Disparity - a.Disparity) / (b.Row - a.Row)).Order().ToList();
        Assert.InRange(steps[steps.Count / 2], 100, 2000);
        Assert.InRange(steps[^3] / steps[2], 1, 1.6);
    }

    [Fact]
    public void ALargerPictureShowsTheSameStreet()
    {
        var (small, large) = (StreetSample.Make(2, RandomStream.StreetsTest, 1, 64, 128), StreetSample.Make(2, RandomStream.StreetsTest, 1, 128, 256));
        var same = Enumerable.Range(0, 64 * 128).Count(pixel => small.LabelIds[pixel] == large.LabelIds[(pixel / 128 * 2 + 1) * 256 + pixel % 128 * 2 + 1]);
        Assert.InRange(same, 64 * 128 * 95 / 100, 64 * 128);
    }

    [Fact]
    public void AnUnknownProtocolIsNamed() =>
        Assert.Contains("must be one of tiny, small, full", Assert.Throws<PmlException>(() => SynthStreetsProtocol.Parse("huge")).Message, StringComparison.Ordinal);

    private static int RowMedian(StreetSample sample, int y)
    {
        var road = Enumerable.Range(y * 256 + 100, 56).Where(pixel => sample.LabelIds[pixel] == (byte)StreetKind.Road && sample.Disparity[pixel] > 0).Select(pixel => (int)sample.Disparity[pixel]).Order().ToList();
        return road.Count < 20 ? 0 : road[road.Count / 2];
    }

    private PreparedData Prepare(SynthStreetsProtocol protocol, int threads) => new SynthStreetsSet(folder.Folder, _ => { }) { Threads = threads }.Prepare(protocol, force: true, CancellationToken.None);
}
