using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PML.DataPrep;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class PillowResamplerTests
{
    [Fact]
    public void AnImageHasPillowsBits()
    {
        // Pillow 9.4.0, python3:
        // import numpy, hashlib; from PIL import Image
        // i = numpy.arange(1296, dtype='i8'); c = ((i * i * 7919 + i * 104729) % 1001 / 1000).astype('f4').reshape(36, 36)
        // o = numpy.asarray(Image.fromarray(c, 'F').resize((28, 28))); print(hashlib.sha256(o.tobytes()).hexdigest(), [x.hex() for x in o[[0, 0, 13, 27], [0, 27, 9, 27]].tolist()])
        var canvas = new float[36 * 36];
        for (long i = 0; i < canvas.Length; i++) canvas[i] = (float)((i * i * 7919 + i * 104729) % 1001 / 1000.0);
        var image = Resize(canvas, 36, 28);
        Assert.Equal(Bits(0x3e0d2ab2), image[0]);
        Assert.Equal(Bits(0x3f1e9cc7), image[27]);
        Assert.Equal(Bits(0x3f0ca043), image[13 * 28 + 9]);
        Assert.Equal(Bits(0x3ee7a611), image[27 * 28 + 27]);
        Assert.Equal("e83621c36313fa1c2ab181395efe11d1fd472d32c1b37220c5cc55c694c1c774", Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(image.AsSpan()))));
    }

    [SkippableTheory]
    [InlineData(36, 28)]
    [InlineData(28, 28)]
    [InlineData(9, 28)]
    [InlineData(97, 5)]
    [InlineData(3, 1)]
    public void RandomImagesHavePillowsBits(int from, int to)
    {
        Python.SkipIfAbsent();
        using var folder = new Scratch();
        var random = new Random(from);
        var images = Enumerable.Range(0, 20 * from * from).Select(_ => random.NextSingle() * 3 - 1).ToArray();
        File.WriteAllBytes(folder["in"], MemoryMarshal.AsBytes(images.AsSpan()));
        Python.Check("""
            import numpy, sys; from PIL import Image
            a, b = int(sys.argv[2]), int(sys.argv[3])
            x = numpy.fromfile(sys.argv[1] + '/in', '<f4').reshape(-1, a, a)
            numpy.stack([numpy.asarray(Image.fromarray(i, 'F').resize((b, b))) for i in x]).tofile(sys.argv[1] + '/out')
            """, folder.Folder, from.ToString(CultureInfo.InvariantCulture), to.ToString(CultureInfo.InvariantCulture));
        var ours = images.Chunk(from * from).SelectMany(image => Resize(image, from, to)).ToArray();
        Assert.True(File.ReadAllBytes(folder["out"]).AsSpan().SequenceEqual(MemoryMarshal.AsBytes(ours.AsSpan())));
    }

    [Fact]
    public void AConstantImageStaysConstant()
    {
        foreach (var value in Resize([.. Enumerable.Repeat(0.7f, 36 * 36)], 36, 28)) Assert.Equal(0.7f, value, 1e-6f);
    }

    private static float Bits(uint bits) => BitConverter.UInt32BitsToSingle(bits);

    private static float[] Resize(float[] image, int from, int to)
    {
        var resized = new float[to * to];
        new PillowResampler(from, to).Resize(image, new float[from * to], resized);
        return resized;
    }
}
