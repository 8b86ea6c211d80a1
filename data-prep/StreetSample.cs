namespace PML.DataPrep;

/// <summary>What a camera and its stereo matcher make of a generated street.</summary>
/// <param name="Rgb">[height, width, 3].</param>
/// <param name="LabelIds">Cityscapes' label ids, [height, width].</param>
/// <param name="Disparity">Cityscapes' stored disparity p: 256 times the disparity in pixels at width 2048, plus 1; 0 where there is none.</param>
internal sealed record StreetSample(byte[] Rgb, byte[] LabelIds, ushort[] Disparity)
{
    // Cityscapes' rig: 0.22 m apart, 2262 pixels; its matcher looks no further than 126 pixels.
    private const double BaselineFocal = .22 * 2262;
    private const double MostDisparity = 126;
    private const int Fine = 2;

    /// <summary>Makes a sample; it depends on the seed, the stream, the index and the size alone.</summary>
    public static StreetSample Make(ulong seed, RandomStream stream, int index, int height, int width)
    {
        var random = new SampleRandom(seed, stream, (ulong)index);
        var scene = new StreetScene(width * Fine, height * Fine, ref random);
        var count = height * width * Fine * Fine;
        var (colours, kinds, depths) = (new Rgb[count], new StreetKind[count], new double[count]);
        scene.Render(colours, kinds, depths);
        var bonnet = new Bonnet(random.Uniform(.36, .5) * width, random.Uniform(.02, .09) * height + 1e-3, scene.Light.Near(DataPrep.Rgb.Grey(random.Uniform(.06, .4))));
        var sample = new StreetSample(new byte[height * width * 3], new byte[height * width], new ushort[height * width]);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = y * width + x;
                var first = y * Fine * width * Fine + x * Fine;
                var colour = (colours[first] + colours[first + 1] + colours[first + width * Fine] + colours[first + width * Fine + 1]) * .25;
                // Label and depth are one ray's, so that no pixel lies between two things.
                var centre = first + width * Fine + 1;
                var (kind, depth) = (kinds[centre], depths[centre]);
                if (bonnet.Covers(x - width / 2.0, height - y, out var edge)) (colour, kind, depth) = (bonnet.Paint * (1 + .3 * edge), StreetKind.EgoVehicle, double.PositiveInfinity);
                Expose(colour * Vignette(x / (width / 2.0) - 1, y / (height / 2.0) - 1), ref random, sample.Rgb.AsSpan(pixel * 3, 3));
                sample.LabelIds[pixel] = (byte)kind;
                sample.Disparity[pixel] = Match(depth, x < .03 * width, ref random);
            }
        }
        return sample;
    }

    /// <summary>The sample as the prepared arrays have it.</summary>
    public StreetFrame ToFrame() => StreetFrame.From(Rgb, LabelIds, Disparity);

    /// <summary>A lens loses light towards the corners.</summary>
    private static double Vignette(double x, double y) => 1 - .09 * (x * x + y * y);

    private static void Expose(Rgb colour, ref SampleRandom random, Span<byte> pixel)
    {
        pixel[0] = DataPrep.Rgb.ToByte(colour.R + .018 * Noise(ref random));
        pixel[1] = DataPrep.Rgb.ToByte(colour.G + .018 * Noise(ref random));
        pixel[2] = DataPrep.Rgb.ToByte(colour.B + .018 * Noise(ref random));
    }

    /// <summary>The stereo matcher: noise of a quarter pixel, 2 % of holes, nothing at the left border, in the sky and on the bonnet.</summary>
    private static ushort Match(double depth, bool border, ref SampleRandom random)
    {
        var (noise, hole) = (.25 * Noise(ref random), random.Chance(.02));
        if (double.IsPositiveInfinity(depth) || border || hole) return 0;
        var disparity = Math.Min(BaselineFocal / depth + noise, MostDisparity);
        return disparity <= 0 ? (ushort)0 : (ushort)(Math.Floor(disparity * 256) + 1);
    }

    /// <summary>Nearly normal, mean 0 and variance 1, from one draw: four uniform numbers of 16 bits, summed.</summary>
    private static double Noise(ref SampleRandom random)
    {
        var bits = random.NextUInt64();
        var sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48);
        return (sum * (1.0 / 65536) - 2) * 1.7320508075688772;
    }

    /// <summary>The rim of one's own car at the picture's foot: half an ellipse.</summary>
    private readonly record struct Bonnet(double Width, double Height, Rgb Paint)
    {
        public bool Covers(double x, double up, out double edge)
        {
            (var across, edge) = (x / Width, up / Height);
            return across * across + edge * edge < 1;
        }
    }
}
