using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PML.Data;
using PML.DataPrep;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class MultiMnistTests : IDisposable
{
    private static readonly MultiMnistProtocol SmallPaper = MultiMnistProtocol.Parse("paper", "5") with { Train = 60, Valid = 20, Test = 30 };
    private static readonly MultiMnistProtocol SmallCode = MultiMnistProtocol.Parse("code", "6") with { Train = 60, Valid = 20, Test = 30 };
    private readonly Scratch folder = new();
    private readonly RawFixture raw = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("paper")]
    [InlineData("code")]
    public void ASecondImplementationMakesTheSameBytes(string kind)
    {
        Python.SkipIfAbsent();
        var protocol = kind == "paper" ? SmallPaper : SmallCode;
        var set = Prepare(protocol, Environment.ProcessorCount);
        File.WriteAllBytes(folder["train-x"], raw.Contents[0][16..]);
        File.WriteAllBytes(folder["train-y"], raw.Contents[1][8..]);
        File.WriteAllBytes(folder["test-x"], raw.Contents[2][16..]);
        File.WriteAllBytes(folder["test-y"], raw.Contents[3][8..]);
        Assert.Equal("330 arrays and labels equal", Python.Check(Reference, folder.Folder, set.Folder, kind, protocol.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void TheBytesDependOnNeitherThreadsNorTheTime()
    {
        foreach (var protocol in new[] { SmallPaper, SmallCode })
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
        Assert.InRange(Pairs(SmallPaper, two).Count(pair => pair.First == pair.Second), 10, 50);
        Assert.DoesNotContain(Pairs(SmallCode, two), pair => pair.First == pair.Second);
        Assert.InRange(Pairs(SmallCode, two).Count(pair => pair.First == 0), 15, 45);
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
    [InlineData("paper", 8)]
    [InlineData("code", 6)]
    public void TheSecondDigitLiesWhereTheProtocolSays(string kind, int offset)
    {
        // Both digits are one white pixel in the top-left corner, so the sample's weight lies at 0 and at the offset.
        var dot = new DigitImages(new byte[2 * DigitImages.Area], [3, 3]);
        (dot.Pixels[0], dot.Pixels[DigitImages.Area]) = (255, 255);
        var samples = new MultiMnist(MultiMnistProtocol.Parse(kind), dot, dot);
        var image = new float[DigitImages.Area];
        samples.Make(samples.Splits[2], 0, image, new byte[2]);
        var brightest = Enumerable.Range(1, DigitImages.Side - 1).MaxBy(at => image[at * DigitImages.Side + at]);
        Assert.Equal((int)((offset + 0.5) * DigitImages.Side / MultiMnist.Canvas), brightest);
        Assert.True(image[0] > 0.3f);
    }

    [Fact]
    public void TheTinySetIsFrozenAndTheReadmeSaysSo()
    {
        var tiny = new MultiMnistSet(folder.Folder, _ => { }).Prepare(MultiMnistProtocol.Parse("tiny"), () => throw new InvalidOperationException("MNIST is not needed."), force: false, CancellationToken.None);
        Assert.Equal("509660627d67a6ab4acb65f50586efe147b63849a590e671eac95d88dd124cd9", tiny.Sha256);
        Assert.Contains("stand-in", tiny.Manifest.Notes[0], StringComparison.Ordinal);
        Assert.Contains("Generated", tiny.Manifest.Licence, StringComparison.Ordinal);
        Assert.Contains(tiny.Sha256, Readme(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("paper", "ecfda5c49a9daabda3f468b7cd67b6113f1331a222de65404445105a7d0895c6")]
    [InlineData("code", "67fa24d63afaca593b78d80f1733f9064bcf939009afebd9c10c0d5775d7f6f8")]
    public void TheFirstSamplesOfRealMnistAreFrozen(string kind, string expected)
    {
        var mnist = new Mnist(DataFolders.Root, _ => { });
        Skip.IfNot(mnist.Files.All(file => File.Exists(Path.Combine(mnist.Folder.Path, file.Name))), "The MNIST files are not on this machine; lib/pml data mnist gets them.");
        var digits = mnist.Read();
        var samples = new MultiMnist(MultiMnistProtocol.Parse(kind), digits.Train, digits.Test);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var split in samples.Splits)
        {
            var (images, labels) = (new float[16 * DigitImages.Area], new byte[16 * 2]);
            for (var row = 0; row < 16; row++) samples.Make(split, row, images.AsSpan(row * DigitImages.Area, DigitImages.Area), labels.AsSpan(row * 2, 2));
            hash.AppendData(MemoryMarshal.AsBytes(images.AsSpan()));
            hash.AppendData(labels);
        }
        // Frozen from arrays that a second implementation in Python made alike.
        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [SkippableTheory]
    [InlineData("paper")]
    [InlineData("code")]
    public void TheReadmeGivesThePreparedSetsChecksum(string kind)
    {
        Skip.IfNot(Directory.Exists(DataFolders.PreparedSet("multimnist", kind)), $"The {kind} protocol is not prepared on this machine.");
        Assert.Contains(PreparedData.Open("multimnist", kind).Sha256, Readme(), StringComparison.Ordinal);
    }

    private static string Readme() => File.ReadAllText(Path.Combine(DataFolders.Find(null, AppContext.BaseDirectory), "README.md"));

    private DigitImages Digits() => new(raw.Contents[0][16..], raw.Contents[1][8..]);

    private PreparedData Prepare(MultiMnistProtocol protocol, int threads)
    {
        var digits = new MnistDigits(Digits(), new DigitImages(raw.Contents[2][16..], raw.Contents[3][8..]), "none", [], []);
        return new MultiMnistSet(folder.Folder, _ => { }) { Threads = threads }.Prepare(protocol, () => digits, force: true, CancellationToken.None);
    }

    private static List<(byte First, byte Second)> Pairs(MultiMnistProtocol protocol, DigitImages digits)
    {
        var samples = new MultiMnist(protocol, digits, digits);
        var (image, labels) = (new float[DigitImages.Area], new byte[2]);
        return [.. Enumerable.Range(0, 60).Select(row =>
        {
            samples.Make(samples.Splits[0], row, image, labels);
            return (labels[0], labels[1]);
        })];
    }

    // Written from the description in data-prep/README.md, with NumPy and Pillow.
    private const string Reference = """
        import numpy as np, sys
        from PIL import Image
        root, made, kind, seed = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
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
            a = below(draw, len(x))
            if kind == 'code':
                b = below(draw, len(x) - 1); b += b >= a; o = 6
            else:
                b = below(draw, len(x)); o = 8
            canvas = np.zeros((36, 36), 'f4')
            canvas[:28, :28] = x[a].astype('f4') / np.float32(255)
            canvas[o:o+28, o:o+28] = np.maximum(canvas[o:o+28, o:o+28], x[b].astype('f4') / np.float32(255))
            return np.asarray(Image.fromarray(canvas, 'F').resize((28, 28))), (y[a], y[b])
        order = list(range(80)); draw = numbers(4, 0)
        for last in range(79, 0, -1):
            other = below(draw, last + 1); order[last], order[other] = order[other], order[last]
        equal = 0
        for split, count, stream, first in (('train', 60, 1, 0), ('valid', 20, 2, 60), ('test', 30, 3, 0)):
            x, y = np.load(f'{made}/{split}_x.npy'), np.load(f'{made}/{split}_y.npy')
            assert x.shape == (count, 1, 28, 28) and y.shape == (count, 2) and x.dtype == 'f4' and y.dtype == 'u1'
            for row in range(count):
                image, labels = sample(1, order[first + row]) if kind == 'code' and split != 'test' else sample(stream, row)
                equal += int(image.tobytes() == x[row, 0].tobytes()) + int(labels[0] == y[row, 0]) + int(labels[1] == y[row, 1])
        print(equal, 'arrays and labels equal')
        """;
}
