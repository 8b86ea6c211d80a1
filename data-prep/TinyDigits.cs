namespace PML.DataPrep;

/// <summary>Draws digits with a pen: a generated stand-in for MNIST, for tests and for machines without a network. No one's handwriting.</summary>
/// <remarks>Each digit is a few polylines; a drawing bends their points, then scales, slants, shifts, and inks them with a pen of random width.
/// Only arithmetic that IEEE 754 defines to the bit (+ - * / sqrt), so that the bytes are the same on every machine.</remarks>
internal static class TinyDigits
{
    private const int Side = DigitImages.Side;

    // One row a digit; strokes of x y pairs in a box of width and height 1, y downwards.
    private static readonly double[][][] Strokes =
    [
        [[.5, 0, .8, .1, .96, .3, 1, .5, .96, .7, .8, .9, .5, 1, .2, .9, .04, .7, 0, .5, .04, .3, .2, .1, .5, 0]],
        [[.3, .2, .55, 0, .55, 1]],
        [[.05, .25, .2, .05, .5, 0, .8, .08, .92, .28, .8, .5, .4, .75, .05, 1, .95, 1]],
        [[.08, .1, .4, 0, .75, .05, .88, .22, .75, .42, .4, .48, .8, .55, .95, .75, .8, .93, .45, 1, .05, .9]],
        [[.7, 1, .7, 0, .05, .68, .98, .68]],
        [[.9, 0, .2, 0, .12, .45, .5, .38, .85, .5, .95, .7, .8, .93, .45, 1, .05, .9]],
        [[.8, .02, .45, .1, .15, .4, .05, .7, .2, .93, .5, 1, .82, .92, .93, .7, .8, .52, .5, .46, .2, .55, .06, .7]],
        [[.05, 0, .95, 0, .6, .5, .4, 1]],
        [[.5, .47, .2, .38, .12, .2, .25, .04, .5, 0, .75, .04, .88, .2, .8, .38, .5, .47], [.5, .47, .15, .58, .05, .77, .2, .95, .5, 1, .8, .95, .95, .77, .85, .58, .5, .47]],
        [[.2, .98, .55, .9, .85, .6, .95, .3, .8, .07, .5, 0, .18, .08, .07, .3, .2, .48, .5, .54, .8, .45, .94, .3]],
    ];

    /// <summary>Draws digits; each depends on the seed, the stream and its index alone. Labels go round 0 to 9.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">Which set of drawings.</param>
    public static DigitImages Draw(int count, ulong seed, RandomStream stream)
    {
        var images = new DigitImages(new byte[count * DigitImages.Area], new byte[count]);
        Parallel.For(0, count, index =>
        {
            images.Labels[index] = (byte)(index % 10);
            var random = new SampleRandom(seed, stream, (ulong)index);
            Draw(images.Labels[index], ref random, images.Pixels.AsSpan(index * DigitImages.Area, DigitImages.Area));
        });
        return images;
    }

    private static void Draw(int digit, ref SampleRandom random, Span<byte> image)
    {
        var (width, height) = (random.Uniform(10, 14), random.Uniform(17, 20));
        var slant = random.Uniform(-.05, .3);
        var (left, top) = (random.Uniform(13, 15) - width / 2, random.Uniform(13.25, 14.75) - height / 2);
        var (pen, ink) = (random.Uniform(1, 1.7), random.Uniform(215, 255));
        Span<double> distances = stackalloc double[DigitImages.Area];
        distances.Fill(double.MaxValue);
        foreach (var stroke in Strokes[digit])
        {
            var points = new double[stroke.Length];
            for (var i = 0; i < stroke.Length; i += 2)
            {
                var (x, y) = (stroke[i] + random.Uniform(-.035, .035), stroke[i + 1] + random.Uniform(-.035, .035));
                (points[i], points[i + 1]) = (left + width * (x + slant * (.5 - y)), top + height * y);
            }
            for (var i = 2; i < points.Length; i += 2) Approach(distances, points.AsSpan(i - 2, 4));
        }
        for (var pixel = 0; pixel < distances.Length; pixel++)
        {
            var cover = Math.Clamp(pen + .5 - Math.Sqrt(distances[pixel]), 0, 1);
            image[pixel] = (byte)(cover * (ink - random.Uniform(0, 24)) + .5);
        }
    }

    /// <summary>Lowers each pixel's squared distance to the ink by one segment.</summary>
    private static void Approach(Span<double> distances, ReadOnlySpan<double> segment)
    {
        var (x0, y0) = (segment[0], segment[1]);
        var (dx, dy) = (segment[2] - x0, segment[3] - y0);
        var length = dx * dx + dy * dy;
        for (var pixel = 0; pixel < distances.Length; pixel++)
        {
            var (px, py) = (pixel % Side + .5 - x0, pixel / Side + .5 - y0);
            var along = length > 0 ? Math.Clamp((px * dx + py * dy) / length, 0, 1) : 0;
            var (ex, ey) = (px - along * dx, py - along * dy);
            distances[pixel] = Math.Min(distances[pixel], ex * ex + ey * ey);
        }
    }
}
