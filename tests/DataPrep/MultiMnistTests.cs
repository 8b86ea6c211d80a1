using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PML.Data;
using PML.DataPrep;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class MultiMnistTests : IDisposable
{
    private static readonly MultiMnistProtocol SmallPaper = Small("multimnist", "paper", "5");
    private static readonly MultiMnistProtocol SmallCode = Small("multimnist", "code", "6");
    private static readonly MultiMnistProtocol SmallPaper3 = Small("multimnist3", "paper", "7");
    private static readonly MultiMnistProtocol SmallCode3 = Small("multimnist3", "code", "8");
    private readonly Scratch folder = new();
    private readonly RawFixture raw = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("multimnist", "paper", 330)]
    [InlineData("multimnist", "code", 330)]
    [InlineData("multimnist3", "paper", 440)]
    [InlineData("multimnist3", "code", 440)]
    public void ASecondImplementationMakesTheSameBytes(string set, string kind, int arraysAndLabels)
    {
        Python.SkipIfAbsent();
        var protocol = Small(set, kind, "9");
        var made = Prepare(protocol, Environment.ProcessorCount);
        File.WriteAllBytes(folder["train-x"], raw.Contents[0][16..]);
        File.WriteAllBytes(folder["train-y"], raw.Contents[1][8..]);
        File.WriteAllBytes(folder["test-x"], raw.Contents[2][16..]);
        File.WriteAllBytes(folder["test-y"], raw.Contents[3][8..]);
        Assert.Equal($"{arraysAndLabels} arrays and labels equal", Python.Check(Reference, folder.Folder, made.Folder, set, kind, "9"));
    }

    [Fact]
    public void TheBytesDependOnNeitherThreadsNorTheTime()
    {
        foreach (var protocol in new[] { SmallPaper, SmallCode, SmallPaper3, SmallCode3 })
        {
            var hashes = new[] { 1, 2, 7 }.Select(threads => Prepare(protocol, threads).Sha256).Distinct().ToList();
            Assert.Single(hashes);
            Assert.NotEqual(hashes[0], Prepare(protocol with { Seed = 99 }, 2).Sha256);
        }
    }

    [Fact]
    public void OnlyThePaperMayDrawOneImageTwice()
    {
        // Two source images with labels 0 and 1: equal labels mean the same image.
        var two = new DigitImages(new byte[2 * DigitImages.Area], [0, 1]);
        Assert.InRange(Labels(SmallPaper, two).Count(labels => labels[0] == labels[1]), 10, 50);
        Assert.DoesNotContain(Labels(SmallCode, two), labels => labels[0] == labels[1]);
        Assert.InRange(Labels(SmallCode, two).Count(labels => labels[0] == 0), 15, 45);
    }

    [Fact]
    public void ThreeDifferentImagesComeInEveryOrderEquallyOften()
    {
        var three = new DigitImages(new byte[3 * DigitImages.Area], [0, 1, 2]);
        var orders = Labels(SmallCode3 with { Train = 600 }, three).GroupBy(labels => Convert.ToHexString(labels)).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(["000102", "000201", "010002", "010200", "020001", "020100"], orders.Keys.Order());
        Assert.All(orders.Values, count => Assert.InRange(count, 65, 140));
        // 27 combinations with replacement, of which 6 have three different images.
        Assert.InRange(Labels(SmallPaper3 with { Train = 600 }, three).Count(labels => labels.Distinct().Count() == 3), 100, 170);
    }

    [Fact]
    public void TheCodesSplitPartsOneDrawWithoutOverlap()
    {
        var splits = new MultiMnist(SmallCode, Digits(), Digits()).Splits;
        Assert.Equal(["train", "valid", "test"], splits.Select(split => split.Name));
        Assert.Equal(Enumerable.Range(0, 80), splits[0].Order!.Concat(splits[1].Order!).Order());
        Assert.Equal((60, 20), (splits[0].Order!.Length, splits[1].Order!.Length));
        Assert.All(new MultiMnist(SmallPaper, Digits(), Digits()).Splits, split => Assert.Null(split.Order));
    }

    [Theory]
    [InlineData("multimnist", "paper", 36, new[] { 0, 0, 8, 8 })]
    [InlineData("multimnist", "code", 36, new[] { 0, 0, 6, 6 })]
    [InlineData("multimnist3", "paper", 42, new[] { 0, 0, 14, 7, 0, 14 })]
    [InlineData("multimnist3", "code", 42, new[] { 0, 0, 14, 7, 0, 14 })]
    public void TheDigitsLieWhereTheProtocolSays(string set, string kind, int canvas, int[] rowsAndColumns)
    {
        // Only the digit 1 has ink, one pixel at (14, 14); where a sample has it once, the ink's centre tells where that digit lies.
        var dots = new DigitImages(new byte[3 * DigitImages.Area], [0, 1, 2]);
        dots.Pixels[DigitImages.Area + 14 * DigitImages.Side + 14] = 255;
        var samples = new MultiMnist(MultiMnistProtocol.Parse(kind, set: set), dots, dots);
        var seen = new HashSet<int>();
        for (var row = 0; row < 100; row++)
        {
            var (image, labels) = (new float[DigitImages.Area], new byte[rowsAndColumns.Length / 2]);
            samples.Make(samples.Splits[2], row, image, labels);
            if (labels.Count(label => label == 1) != 1) continue;
            var digit = Array.IndexOf(labels, (byte)1);
            seen.Add(digit);
            Assert.Equal(Expected(rowsAndColumns[2 * digit]), Centre(image, at => at / DigitImages.Side), 0.35);
            Assert.Equal(Expected(rowsAndColumns[2 * digit + 1]), Centre(image, at => at % DigitImages.Side), 0.35);
        }
        Assert.Equal(rowsAndColumns.Length / 2, seen.Count);

        double Expected(int place) => (place + 14.5) * DigitImages.Side / canvas - 0.5;
        static double Centre(float[] image, Func<int, int> coordinate) => image.Index().Sum(pixel => pixel.Item * coordinate(pixel.Index)) / image.Sum();
    }

    [Theory]
    [InlineData("multimnist", "509660627d67a6ab4acb65f50586efe147b63849a590e671eac95d88dd124cd9")]
    [InlineData("multimnist3", "7b3d8671ddd77f71228b5cce9493cc060eb0ce9e5c54dd6976cbadae2277bd72")]
    public void TheTinySetIsFrozenAndTheReadmeSaysSo(string set, string sha256)
    {
        var tiny = new MultiMnistSet(folder.Folder, _ => { }).Prepare(MultiMnistProtocol.Parse("tiny", set: set), () => throw new InvalidOperationException("MNIST is not needed."), force: false, CancellationToken.None);
        Assert.Equal(sha256, tiny.Sha256);
        Assert.Contains("stand-in", tiny.Manifest.Notes[0], StringComparison.Ordinal);
        Assert.Contains("Generated", tiny.Manifest.Licence, StringComparison.Ordinal);
        Assert.Contains(tiny.Sha256, Readme(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("multimnist", "paper", "ecfda5c49a9daabda3f468b7cd67b6113f1331a222de65404445105a7d0895c6")]
    [InlineData("multimnist", "code", "67fa24d63afaca593b78d80f1733f9064bcf939009afebd9c10c0d5775d7f6f8")]
    [InlineData("multimnist3", "paper", "2719c435537ba3a7a2b53f987730d7ce2fc0c74ae9e0c4a14de13252bb62e908")]
    [InlineData("multimnist3", "code", "08f7b3b7aa2f95fd01669090b178ff4a5b629d324b79e109b255de61bd4ce4e9")]
    public void TheFirstSamplesOfRealMnistAreFrozen(string set, string kind, string expected)
    {
        var mnist = new Mnist(DataFolders.Root, _ => { });
        Skip.IfNot(mnist.Files.All(file => File.Exists(Path.Combine(mnist.Folder.Path, file.Name))), "The MNIST files are not on this machine; lib/pml data mnist gets them.");
        var digits = mnist.Read();
        var samples = new MultiMnist(MultiMnistProtocol.Parse(kind, set: set), digits.Train, digits.Test);
        var tasks = set == "multimnist3" ? 3 : 2;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var split in samples.Splits)
        {
            var (images, labels) = (new float[16 * DigitImages.Area], new byte[16 * tasks]);
            for (var row = 0; row < 16; row++) samples.Make(split, row, images.AsSpan(row * DigitImages.Area, DigitImages.Area), labels.AsSpan(row * tasks, tasks));
            hash.AppendData(MemoryMarshal.AsBytes(images.AsSpan()));
            hash.AppendData(labels);
        }
        // Frozen from arrays that a second implementation in Python made alike.
        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [SkippableTheory]
    [InlineData("multimnist", "paper")]
    [InlineData("multimnist", "code")]
    [InlineData("multimnist3", "paper")]
    [InlineData("multimnist3", "code")]
    public void TheReadmeGivesThePreparedSetsChecksum(string set, string kind)
    {
        Skip.IfNot(Directory.Exists(DataFolders.PreparedSet(set, kind)), $"{set}, protocol {kind}, is not prepared on this machine.");
        Assert.Contains(PreparedData.Open(set, kind).Sha256, Readme(), StringComparison.Ordinal);
    }

    private static MultiMnistProtocol Small(string set, string kind, string seed) => MultiMnistProtocol.Parse(kind, seed, set: set) with { Train = 60, Valid = 20, Test = 30 };

    private static string Readme() => File.ReadAllText(Path.Combine(DataFolders.Find(null, AppContext.BaseDirectory), "README.md"));

    private DigitImages Digits() => new(raw.Contents[0][16..], raw.Contents[1][8..]);

    private PreparedData Prepare(MultiMnistProtocol protocol, int threads)
    {
        var digits = new MnistDigits(Digits(), new DigitImages(raw.Contents[2][16..], raw.Contents[3][8..]), "none", [], []);
        return new MultiMnistSet(folder.Folder, _ => { }) { Threads = threads }.Prepare(protocol, () => digits, force: true, CancellationToken.None);
    }

    private static List<byte[]> Labels(MultiMnistProtocol protocol, DigitImages digits)
    {
        var samples = new MultiMnist(protocol, digits, digits);
        var image = new float[DigitImages.Area];
        return [.. Enumerable.Range(0, protocol.Train).Select(row =>
        {
            var labels = new byte[protocol.Layout.Places.Count];
            samples.Make(samples.Splits[0], row, image, labels);
            return labels;
        })];
    }

    // Written from the description in data-prep/README.md, with NumPy and Pillow.
    private const string Reference = """
        import numpy as np, sys
        from PIL import Image
        root, made, name, kind, seed = *sys.argv[1:5], int(sys.argv[5])
        M, G = 2**64 - 1, 0x9E3779B97F4A7C15
        def mix(z):
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & M
            z = (z ^ z >> 27) * 0x94D049BB133111EB & M
            return z ^ z >> 31
        def numbers(stream, index):
            s = mix(mix((mix(seed + G & M) + stream * G) & M) + index * G & M)
            while True:
                s = s + G & M
                yield mix(s)
        def below(draw, bound):
            while True:
                p = next(draw) * bound
                if p & M >= (2**64 - bound) % bound: return p >> 64
        digits = {s: (np.fromfile(f'{root}/{s}-x', 'u1').reshape(-1, 28, 28), np.fromfile(f'{root}/{s}-y', 'u1')) for s in ('train', 'test')}
        def sample(stream, index):
            x, y = digits['test' if stream == 3 else 'train']
            draw = numbers(stream, index)
            free = list(range(len(x)))
            chosen = [free.pop(below(draw, len(free))) if kind == 'code' else below(draw, len(x)) for _ in range(tasks)]
            canvas = np.zeros((size, size), 'f4')
            for i, (r, c) in zip(chosen, places):
                canvas[r:r+28, c:c+28] = np.maximum(canvas[r:r+28, c:c+28], x[i].astype('f4') / np.float32(255))
            return resize(canvas), y[chosen]
        def bicubic(canvas): return np.asarray(Image.fromarray(canvas, 'F').resize((28, 28)))
        def bilinear(canvas):
            # Output pixel 2k lies at 3k + 1/4 of the canvas, 2k + 1 at 3k + 7/4.
            m = np.zeros((28, 42))
            for k in range(14): m[2*k, 3*k:3*k+2] = .75, .25; m[2*k+1, 3*k+1:3*k+3] = .25, .75
            return (m @ canvas.astype('f8') @ m.T).astype('f4')
        o = 6 if kind == 'code' else 8
        size, places, resize = (36, [(0, 0), (o, o)], bicubic) if name == 'multimnist' else (42, [(0, 0), (14, 7), (0, 14)], bilinear)
        tasks = len(places)
        order = list(range(80)); draw = numbers(4, 0)
        for last in range(79, 0, -1):
            other = below(draw, last + 1); order[last], order[other] = order[other], order[last]
        equal = 0
        for split, count, stream, first in (('train', 60, 1, 0), ('valid', 20, 2, 60), ('test', 30, 3, 0)):
            x, y = np.load(f'{made}/{split}_x.npy'), np.load(f'{made}/{split}_y.npy')
            assert x.shape == (count, 1, 28, 28) and y.shape == (count, tasks) and x.dtype == 'f4' and y.dtype == 'u1'
            for row in range(count):
                image, labels = sample(1, order[first + row]) if kind == 'code' and split != 'test' else sample(stream, row)
                equal += int(image.tobytes() == x[row, 0].tobytes()) + int((labels == y[row]).sum())
        print(equal, 'arrays and labels equal')
        """;
}
