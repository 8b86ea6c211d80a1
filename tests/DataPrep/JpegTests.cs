using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using PML.DataPrep;
using PML.Support;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class JpegTests : IDisposable
{
    private const int Mutants = 10_000;
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void APictureSurvivesWritingAndReading()
    {
        Jpeg.SkipIfAbsent();
        var picture = new FacePicture(0, 3, new FaceKnobs()).Render(48);
        var read = JpegDecoder.Decode(JpegEncoder.Encode(picture, 48, 48, 95), 64, out var width, out var height);
        Assert.Equal((48, 48), (width, height));
        Assert.InRange(picture.Zip(read, (a, b) => Math.Abs(a - b)).Average(), 0.1, 4);
        Assert.Throws<PmlException>(() => JpegEncoder.Encode(picture, 48, 47, 95));
    }

    [SkippableFact]
    public void AnImageThatClaimsTooMuchTakesNoMemory()
    {
        Jpeg.SkipIfAbsent();
        var file = JpegEncoder.Encode(new byte[3 * 100 * 80], 100, 80, 90);
        Assert.Contains("100 x 80", Assert.Throws<PmlException>(() => JpegDecoder.Decode(file, 99, out _, out _)).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ACutOffFileIsRefused()
    {
        Jpeg.SkipIfAbsent();
        var file = JpegEncoder.Encode(new FacePicture(0, 3, new FaceKnobs()).Render(48), 48, 48, 90);
        foreach (var length in new[] { 0, 1, 2, 100, file.Length / 2, file.Length - 20 }) Assert.Throws<PmlException>(() => JpegDecoder.Decode(file[..length], 64, out _, out _));
        Assert.Equal(3 * 48 * 48, JpegDecoder.Decode(file, 64, out _, out _).Length);
    }

    [SkippableFact]
    public void DamagedImagesAreReadOrRefused()
    {
        Jpeg.SkipIfAbsent();
        var file = JpegEncoder.Encode(new FacePicture(0, 5, new FaceKnobs()).Render(32), 32, 32, 90);
        var (read, refused) = Mutations.Survive(file, Mutants, 1, damaged => JpegDecoder.Decode(damaged, 256, out _, out _), length => 3 * 256 * 256 + 4 * length + 65_536);
        Assert.InRange(read, 100, Mutants);
        Assert.InRange(refused, 1_000, Mutants);
        Assert.Equal(3 * 32 * 32, JpegDecoder.Decode(file, 256, out _, out _).Length);
    }

    [Fact]
    public void DamagedArchivesAreReadOrRefused()
    {
        var archive = folder["small.tar.gz"];
        var random = new Random(2);
        for (var i = 0; i < 3; i++)
        {
            var content = new byte[700 * i];
            random.NextBytes(content);
            Directory.CreateDirectory(folder["tree", "UTKFace"]);
            File.WriteAllBytes(folder["tree", "UTKFace", $"2{i}_0_1_2017011618402838{i}.jpg.chip.jpg"], content);
        }
        byte[] plain;
        using (var memory = new MemoryStream())
        {
            System.Formats.Tar.TarFile.CreateFromDirectory(folder["tree"], memory, includeBaseDirectory: false);
            plain = memory.ToArray();
        }
        using (var gzip = new GZipStream(File.Create(archive), CompressionLevel.NoCompression)) gzip.Write(plain);
        Assert.Equal([0, 700, 1_400], UtkFaceFiles.Read(archive).Select(file => file.Content!.Length).Order());

        var (read, refused) = Mutations.Survive(File.ReadAllBytes(archive), Mutants, 3, damaged =>
        {
            foreach (var _ in UtkFaceFiles.ReadArchive(new MemoryStream(damaged), "damaged")) { }
        }, length => 8 * length + (1 << 20));
        Assert.InRange(refused, 1_000, Mutants - 1);
        // Unpacked too: a mutation past the checksum of gzip reaches the tar reader itself.
        (read, refused) = Mutations.Survive(plain, Mutants, 4, damaged =>
        {
            foreach (var _ in new TarEntries(new MemoryStream(damaged), "damaged", 1 << 20).Read(_ => true)) { }
        }, length => 2 * length + (2 << 20));
        Assert.InRange(read, 100, Mutants);
        Assert.InRange(refused, 100, Mutants);
    }

    [SkippableFact]
    public void APhotographHasPillowsPixels()
    {
        const string photograph = "/usr/share/matplotlib/mpl-data/sample_data/grace_hopper.jpg";
        Jpeg.SkipIfAbsent();
        Python.SkipIfAbsent();
        Skip.IfNot(File.Exists(photograph), "matplotlib's sample photograph is not installed.");
        var pixels = JpegDecoder.Decode(File.ReadAllBytes(photograph), 2_048, out var width, out var height);
        var small = new PillowByteResampler(height, width, 64, 64, 3, PillowTaps.Bilinear).Resize(pixels);
        var expected = Python.Check("""
            import sys, hashlib; from PIL import Image
            i = Image.open(sys.argv[1]).convert('RGB')
            print(hashlib.sha256(i.tobytes()).hexdigest(), hashlib.sha256(i.resize((64, 64), Image.BILINEAR).tobytes()).hexdigest())
            """, photograph);
        Assert.Equal(expected, $"{Hash(pixels)} {Hash(small)}");
    }

    [SkippableTheory]
    [InlineData(200, 200, 64, 64)]
    [InlineData(37, 61, 64, 20)]
    public void BilinearResizingHasPillowsBytes(int height, int width, int newHeight, int newWidth)
    {
        Python.SkipIfAbsent();
        var picture = new byte[3 * height * width];
        new Random(height).NextBytes(picture);
        File.WriteAllBytes(folder["in"], picture);
        var expected = Python.Check("""
            import sys, hashlib; from PIL import Image
            h, w, a, b = map(int, sys.argv[2:])
            print(hashlib.sha256(Image.frombytes('RGB', (w, h), open(sys.argv[1], 'rb').read()).resize((b, a), Image.BILINEAR).tobytes()).hexdigest())
            """, [folder["in"], .. new[] { height, width, newHeight, newWidth }.Select(size => size.ToString(CultureInfo.InvariantCulture))]);
        Assert.Equal(expected, Hash(new PillowByteResampler(height, width, newHeight, newWidth, 3, PillowTaps.Bilinear).Resize(picture)));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
