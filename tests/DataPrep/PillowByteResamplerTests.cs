using System.Globalization;
using PML.DataPrep;
using PML.Tests.Data;
using PML.Tests.Support;

namespace PML.Tests.DataPrep;

public sealed class PillowByteResamplerTests
{
    [SkippableTheory]
    [InlineData("BICUBIC", 32, 64, 4, 8)]
    [InlineData("BICUBIC", 33, 50, 17, 20)]
    [InlineData("BICUBIC", 7, 5, 20, 21)]
    [InlineData("BILINEAR", 200, 200, 64, 64)]
    [InlineData("BILINEAR", 3, 9, 8, 2)]
    public void RandomPicturesHavePillowsBytes(string filter, int height, int width, int newHeight, int newWidth)
    {
        Python.SkipIfAbsent();
        using var folder = new Scratch();
        var picture = new byte[height * width * 3];
        new Random(height).NextBytes(picture);
        File.WriteAllBytes(folder["in"], picture);
        Python.Check("""
            import numpy, sys; from PIL import Image
            a, b, c, d = map(int, sys.argv[3:7])
            x = numpy.fromfile(sys.argv[1] + '/in', 'u1').reshape(a, b, 3)
            numpy.asarray(Image.fromarray(x).resize((d, c), getattr(Image, sys.argv[2]))).tofile(sys.argv[1] + '/out')
            """, [folder.Folder, filter, .. ((int[])[height, width, newHeight, newWidth]).Select(size => size.ToString(CultureInfo.InvariantCulture))]);
        var ours = new PillowByteResampler(height, width, newHeight, newWidth, 3, filter == "BICUBIC" ? PillowTaps.Bicubic : PillowTaps.Bilinear).Resize(picture);
        Assert.Equal(File.ReadAllBytes(folder["out"]), ours);
    }

    [Fact]
    public void ThreePixelsBecomeTwoByHand()
    {
        // Bilinear, stretched by 1.5: the first of two pixels has its middle at .75 and weights 1 - |i + .5 - .75| / 1.5 = 5/6, 1/2, cut off at 2.
        Assert.Equal([(byte)Math.Round((5 * 240 + 3 * 80) / 8.0), (byte)Math.Round((3 * 80 + 5 * 16) / 8.0)], new PillowByteResampler(1, 3, 1, 2, 1, PillowTaps.Bilinear).Resize([240, 80, 16]));
    }

    [Fact]
    public void TheSameSizeChangesNothingAndAConstantStays()
    {
        var picture = new byte[5 * 7 * 3];
        new Random(1).NextBytes(picture);
        Assert.Equal(picture, new PillowByteResampler(5, 7, 5, 7, 3).Resize(picture));
        Assert.All(new PillowByteResampler(32, 64, 5, 3, 1).Resize([.. Enumerable.Repeat((byte)201, 32 * 64)]), value => Assert.Equal(201, value));
    }
}
