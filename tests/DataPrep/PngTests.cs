using PML.DataPrep;
using PML.Support;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class PngTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 16)]
    [InlineData(2, 8)]
    [InlineData(3, 8)]
    [InlineData(3, 16)]
    [InlineData(4, 8)]
    public void WhatIsEncodedIsDecoded(int channels, int depth)
    {
        foreach (var (width, height) in ((int, int)[])[(1, 1), (13, 7), (64, 33)])
        {
            var image = Random(width, height, channels, depth, seed: width);
            Assert.Equal(image.Bytes, PngDecoder.Decode(PngEncoder.Encode(image), "a.png").Bytes);
        }
    }

    [Fact]
    public void SamplesOf16BitsHaveTheirHighByteFirst()
    {
        var image = PngImage.Grey16(2, 2, [1, 256, 65535, 32257]);
        Assert.Equal([1, 256, 65535, 32257], [image[0, 0], image[0, 1], image[1, 0], image[1, 1]]);
        Assert.Equal(new byte[] { 0, 1, 1, 0, 255, 255, 126, 1 }, image.Bytes);
        Assert.Equal(new byte[] { 0, 0, 0, 1, 1, 1, 255, 255, 255, 126, 126, 126 }, image.ToRgb());
    }

    [Fact]
    public void TheChecksumIsTheStandards()
    {
        // The check value that catalogues of checksums give for the nine digits.
        Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));
        Assert.Equal(0xCBF43926u, Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8));
    }

    [Fact]
    public void AnInterlacedPictureOfFourBitsIsRead()
    {
        // 5 x 3 grey samples of 4 bits, 15 - (5 y + x), in the passes of Adam7.
        var file = Interlaced(5, 3, 4, (x, y) => 15 - (5 * y + x));
        var image = PngDecoder.Decode(file, "a.png");
        for (var pixel = 0; pixel < 15; pixel++) Assert.Equal(17 * (15 - pixel), image[pixel / 5, pixel % 5]);
    }

    [SkippableFact]
    public void PillowReadsOursAndWeReadPillows()
    {
        Python.SkipIfAbsent();
        using var folder = new Scratch();
        foreach (var (name, channels, depth) in ((string, int, int)[])[("grey", 1, 8), ("deep", 1, 16), ("rgb", 3, 8)])
        {
            var image = Random(37, 21, channels, depth, seed: channels + depth);
            File.WriteAllBytes(folder[$"{name}.png"], PngEncoder.Encode(image));
            File.WriteAllBytes(folder[$"{name}.raw"], image.Bytes);
        }
        Assert.Equal("ours are equal", Python.Check(Exchange, folder.Folder));
        foreach (var path in Directory.GetFiles(folder.Folder, "theirs-*.png"))
        {
            var found = PngDecoder.Decode(File.ReadAllBytes(path), path);
            Assert.True(File.ReadAllBytes(Path.ChangeExtension(path, ".raw")).AsSpan().SequenceEqual(found.Bytes), path);
        }
    }

    [Theory]
    [InlineData(0, "must start as a PNG")]
    [InlineData(20, "must have a chunk of 13 bytes")]
    [InlineData(-1, "IEND")]
    public void ATruncatedFileIsRefused(int length, string because)
    {
        var file = PngEncoder.Encode(Random(9, 9, 3, 8, seed: 1));
        var message = Assert.Throws<PmlException>(() => PngDecoder.Decode(file[..(length < 0 ? file.Length + length : length)], "a.png")).Message;
        Assert.StartsWith("a.png must", message, StringComparison.Ordinal);
        Assert.Contains(because, message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFlippedBitIsFoundByItsChecksum()
    {
        var file = PngEncoder.Encode(Random(9, 9, 3, 8, seed: 2));
        for (var at = 8; at < file.Length; at++)
        {
            byte[] damaged = [.. file];
            damaged[at] ^= 4;
            Assert.Throws<PmlException>(() => PngDecoder.Decode(damaged, "a.png"));
        }
    }

    [Fact]
    public void ASmallFileThatClaimsALargePictureCostsNoMemory()
    {
        var file = WithHeader(PngEncoder.Encode(Random(9, 9, 1, 8, seed: 3)), width: 4000, height: 4000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("must have data for 16004000 bytes", Assert.Throws<PmlException>(() => PngDecoder.Decode(file, "a.png")).Message, StringComparison.Ordinal);
        Assert.Contains("16384 pixels", Assert.Throws<PmlException>(() => PngDecoder.Decode(WithHeader(file, 1 << 30, 9), "a.png")).Message, StringComparison.Ordinal);
        Assert.Contains("at most 67108864 bytes", Assert.Throws<PmlException>(() => PngDecoder.Decode(WithHeader(file, 16000, 16000), "a.png")).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(1, 8, 11)]
    [InlineData(3, 8, 12)]
    [InlineData(1, 16, 13)]
    public void DamagedPicturesAreReadOrRefused(int channels, int depth, int seed)
    {
        var valid = PngEncoder.Encode(Random(12, 10, channels, depth, seed));
        // Checksums would refuse almost every damage at once, so half of the copies get theirs mended.
        var (read, refused) = Mutations.Survive(valid, 5_000, seed, file => PngDecoder.Decode(file, "a.png"), length => 64_000 + 2 * 1032L * length);
        var mended = Mutations.Survive(valid, 5_000, seed + 100, file => PngDecoder.Decode(Mended(file), "a.png"), length => 64_000 + 4 * 1032L * length);
        Assert.True(refused > 1_000 && read > 0 && mended.Read > 100 && mended.Refused > 1_000, $"{read} {refused} {mended}");
    }

    private static PngImage Random(int width, int height, int channels, int depth, int seed)
    {
        var bytes = new byte[width * height * channels * depth / 8];
        new Random(seed).NextBytes(bytes);
        return new PngImage(width, height, channels, depth, bytes);
    }

    private static byte[] WithHeader(byte[] file, int width, int height)
    {
        byte[] changed = [.. file];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(20), height);
        return Mended(changed);
    }

    /// <summary>The file with right checksums as far as its chunks can be followed.</summary>
    private static byte[] Mended(byte[] file)
    {
        byte[] mended = [.. file];
        for (var at = 8; at + 12 <= mended.Length;)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(mended.AsSpan(at));
            if (length > mended.Length - at - 12) break;
            var named = mended.AsSpan(at + 4, 4 + (int)length);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(mended.AsSpan(at + 8 + (int)length), Crc32.Append(0, named));
            at += 12 + (int)length;
        }
        return mended;
    }

    /// <summary>A grey picture of four bits a sample in the seven passes, without filters.</summary>
    private static byte[] Interlaced(int width, int height, int depth, Func<int, int, int> sample)
    {
        (int Left, int Top, int Across, int Down)[] passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        using var rows = new MemoryStream();
        foreach (var pass in passes)
        {
            var columns = Enumerable.Range(0, width).Where(x => x >= pass.Left && (x - pass.Left) % pass.Across == 0).ToList();
            foreach (var y in Enumerable.Range(0, height).Where(y => columns.Count > 0 && y >= pass.Top && (y - pass.Top) % pass.Down == 0))
            {
                rows.WriteByte(0);
                foreach (var pair in columns.Chunk(8 / depth)) rows.WriteByte((byte)((sample(pair[0], y) << depth) | (pair.Length > 1 ? sample(pair[1], y) : 0)));
            }
        }
        using var packed = new MemoryStream();
        using (var stream = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest)) stream.Write(rows.ToArray());
        var data = packed.ToArray();
        return Mended([0x89, .. "PNG\r\n"u8, 26, 10, .. Chunk("IHDR"u8, [0, 0, 0, (byte)width, 0, 0, 0, (byte)height, (byte)depth, 0, 0, 0, 1]), .. Chunk("IDAT"u8, data), .. Chunk("IEND"u8, [])]);
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content) => [0, 0, (byte)(content.Length >> 8), (byte)content.Length, .. kind, .. content, 0, 0, 0, 0];

    // Pillow writes what it can; interlacing, and the depths that it does not write, are checked above.
    private const string Exchange = """
        import sys, numpy as np
        from PIL import Image
        root = sys.argv[1]
        for name, shape, kind in (('grey', (21, 37), 'u1'), ('deep', (21, 37), '>u2'), ('rgb', (21, 37, 3), 'u1')):
            ours = np.asarray(Image.open(f'{root}/{name}.png'))
            assert np.array_equal(ours, np.fromfile(f'{root}/{name}.raw', kind).reshape(shape)), name
        r = np.random.RandomState(3)
        y, x = np.mgrid[:40, :51]
        smooth = np.stack([x * 5, y * 6, x + y], -1).astype('u1')
        def save(name, image, raw, **options):
            image.save(f'{root}/theirs-{name}.png', **options); np.ascontiguousarray(raw).tofile(f'{root}/theirs-{name}.raw')
        save('rgb', Image.fromarray(smooth), smooth)
        save('rgba', Image.fromarray(np.dstack([smooth, smooth[..., :1]])), np.dstack([smooth, smooth[..., :1]]))
        save('grey-alpha', Image.fromarray(smooth[..., :2].copy(), 'LA'), smooth[..., :2])
        noise = r.randint(0, 256, (40, 51)).astype('u1')
        save('grey', Image.fromarray(noise), noise)
        deep = (x * 1281 + y * 7).astype('u2')
        save('deep', Image.fromarray(deep), deep.astype('>u2'))
        for bits in (1, 2, 4, 8):
            p = Image.fromarray(noise % (1 << bits), 'P'); p.putpalette(list(range(255, -1, -1)) * 3)
            save(f'palette-{bits}', p, np.asarray(p.convert('RGB')), bits=bits)
        b = Image.fromarray(noise).convert('1')
        save('one-bit', b, np.asarray(b).astype('u1') * 255)
        print('ours are equal')
        """;
}
