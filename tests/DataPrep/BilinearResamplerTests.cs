using System.Globalization;
using System.Runtime.InteropServices;
using PML.DataPrep;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class BilinearResamplerTests
{
    [Fact]
    public void SixPixelsBecomeFourByHand()
    {
        // Output pixels lie at 1/4, 7/4, 13/4, 19/4 of the input: rows and columns are mixed 3 to 1 and 1 to 3.
        var image = Resize([.. Enumerable.Range(0, 36).Select(at => (float)(at / 6 * 100 + at % 6))], 6, 4);
        float[] centres = [0.25f, 1.75f, 3.25f, 4.75f];
        Assert.Equal(centres.SelectMany(row => centres.Select(column => 100 * row + column)), image);

        var corner = new float[36];
        corner[0] = 16;
        Assert.Equal([9, 0, 0, 0], Resize(corner, 6, 4)[..4]);
        corner[0] = 0;
        corner[1 * 6 + 4] = 16;
        // Row 1 is a quarter of output rows 0 and 1, column 4 a quarter of output columns 2 and 3: no other pixel sees it.
        Assert.Equal([(2, 1f), (3, 1f), (6, 1f), (7, 1f)], Resize(corner, 6, 4).Index().Where(pixel => pixel.Item != 0));
    }

    [Fact]
    public void TheSameSizeChangesNothingAndAGrownImageKeepsItsBorder()
    {
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Assert.Equal(image, Resize(image, 3, 3));
        var grown = Resize(image, 3, 6);
        Assert.Equal([1f, 1.25f, 1.75f, 2.25f, 2.75f, 3f], grown[..6]);
        Assert.Equal(9, grown[^1]);
    }

    [SkippableTheory]
    [InlineData(42, 28)]
    [InlineData(28, 28)]
    [InlineData(5, 9)]
    public void RandomImagesArePyTorchsToTheLastPlace(int from, int to)
    {
        Python.SkipWithout("torch, numpy");
        using var folder = new Scratch();
        var random = new Random(from);
        var images = Enumerable.Range(0, 20 * from * from).Select(_ => random.NextSingle()).ToArray();
        File.WriteAllBytes(folder["in"], MemoryMarshal.AsBytes(images.AsSpan()));
        Python.Check("""
            import numpy, torch, sys
            a, b = int(sys.argv[2]), int(sys.argv[3])
            x = torch.from_numpy(numpy.fromfile(sys.argv[1] + '/in', '<f4').reshape(-1, 1, a, a))
            torch.nn.functional.interpolate(x, (b, b), mode='bilinear', align_corners=False).numpy().tofile(sys.argv[1] + '/out')
            """, folder.Folder, from.ToString(CultureInfo.InvariantCulture), to.ToString(CultureInfo.InvariantCulture));
        var expected = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder["out"])).ToArray();
        var ours = images.Chunk(from * from).SelectMany(image => Resize(image, from, to)).ToArray();
        Assert.Equal(expected.Length, ours.Length);
        Assert.InRange(expected.Zip(ours, (theirs, our) => Math.Abs(theirs - our)).Max(), 0, 5e-7);
    }

    private static float[] Resize(float[] image, int from, int to)
    {
        var resized = new float[to * to];
        new BilinearResampler(from, to).Resize(image, resized);
        return resized;
    }
}
