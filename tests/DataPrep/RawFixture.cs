using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using PML.DataPrep;

namespace PML.Tests.DataPrep;

/// <summary>A small MNIST: four idx files of random digits, known by their own checksums.</summary>
internal sealed class RawFixture
{
    public const int TrainCount = 40;
    public const int TestCount = 15;

    private static readonly string[] Names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    public RawFixture(int seed = 0)
    {
        var random = new Random(seed);
        Contents = [Images(random, TrainCount), Labels(random, TrainCount), Images(random, TestCount), Labels(random, TestCount)];
        Files = [.. Names.Zip(Contents, (name, content) => new RawFile(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))))];
    }

    public IReadOnlyList<byte[]> Contents { get; }

    public IReadOnlyList<RawFile> Files { get; }

    public byte[] this[RawFile file] => Contents[Files.ToList().IndexOf(file)];

    public static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress)) gzip.Write(content);
        return packed.ToArray();
    }

    /// <summary>An idx file of unsigned bytes.</summary>
    public static byte[] Idx(int[] shape, byte[] values)
    {
        var header = new byte[4 + 4 * shape.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, 0x800 | shape.Length);
        for (var axis = 0; axis < shape.Length; axis++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * axis), shape[axis]);
        return [.. header, .. values];
    }

    public void SaveRaw(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Files) File.WriteAllBytes(Path.Combine(folder, file.Name), this[file]);
    }

    public Mnist Mnist(string root, Action<string>? log = null, params IRawSource[] sources) => new(root, log ?? (_ => { })) { Files = Files, Sources = sources };

    private static byte[] Images(Random random, int count)
    {
        var pixels = new byte[count * DigitImages.Area];
        random.NextBytes(pixels);
        for (var i = 0; i < pixels.Length; i++) pixels[i] = pixels[i] < 160 ? (byte)0 : pixels[i];
        return Idx([count, DigitImages.Side, DigitImages.Side], pixels);
    }

    private static byte[] Labels(Random random, int count) => Idx([count], [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(10))]);
}
