namespace PML.DataPrep;

/// <summary>A generated face: an abstract cartoon avatar in unnatural hues, whose labels nobody can mistake for a person's.</summary>
/// <remarks>Version 1. Everything depends on (seed, index) alone: the same bytes on every machine, in any order, at any number of threads.</remarks>
internal sealed class FacePicture
{
    private readonly FaceKnobs knobs;
    private readonly FaceScene scene;
    private readonly FaceHead head;
    private readonly FaceHair hair;
    private readonly FaceEyes eyes;
    private readonly FaceMouth mouth;
    private readonly double blur;
    private readonly SampleRandom noise;

    public FacePicture(ulong seed, int index, FaceKnobs knobs)
    {
        this.knobs = knobs;
        var random = new SampleRandom(seed, RandomStream.Faces, (ulong)index);
        Traits = FaceTraits.Draw(ref random, knobs);
        var cues = new FaceCues(Traits);
        scene = new FaceScene(knobs, ref random);
        head = new FaceHead(cues, ref random);
        hair = new FaceHair(cues, ref random);
        eyes = new FaceEyes(cues, hair.Colour, ref random);
        mouth = new FaceMouth(cues, head.Skin, hair.Colour, ref random);
        blur = knobs.Blur * random.NextDouble();
        noise = random;
    }

    /// <summary>Labels, and what is drawn in their place.</summary>
    public FaceTraits Traits { get; }

    public FaceLabels Labels => new((byte)Traits.Age, (byte)Traits.Kind, (byte)Traits.Clan);

    /// <summary>Draws the picture.</summary>
    /// <param name="side">Height and width in pixels.</param>
    /// <returns>Red, green, blue of each pixel, row after row: 3 * side^2 bytes.</returns>
    public byte[] Render(int side)
    {
        var sharp = new Rgb[side * side];
        var points = knobs.Supersampling;
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var sum = default(Rgb);
                for (var point = 0; point < points * points; point++)
                {
                    sum += At(Place(x * points + point % points, side * points), Place(y * points + point / points, side * points));
                }
                sharp[y * side + x] = sum * (1.0 / (points * points));
            }
        }
        return Exposed(sharp, side);
    }

    private static double Place(int step, int steps) => (step + 0.5) / steps * 2 - 1;

    private Rgb At(double x, double y)
    {
        var spot = scene.At(x, y);
        var colour = scene.Behind(spot, head.Skin);
        var rim = head.Rim(spot);
        if (rim >= 1)
        {
            if (!head.PaintEars(spot, ref colour)) hair.PaintBack(spot, ref colour);
        }
        else
        {
            colour = head.Paint(spot, rim);
            if (rim < 0.93)
            {
                mouth.Paint(spot, ref colour);
                eyes.Paint(spot, ref colour);
            }
            colour *= scene.Lit(spot.X * 0.9, spot.Y * 0.7, Math.Sqrt(1 - rim * 0.9) * 0.75 + 0.1);
        }
        if (rim < 1.35) hair.PaintFront(spot, ref colour);
        if (rim < 1.05) eyes.PaintGlasses(spot, ref colour);
        return scene.Finish(spot, colour);
    }

    /// <summary>Blurs, adds the sensor's noise, and rounds.</summary>
    private byte[] Exposed(Rgb[] sharp, int side)
    {
        var bytes = new byte[3 * sharp.Length];
        var random = noise;
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var around = sharp[y * side + Math.Max(x - 1, 0)] + sharp[y * side + Math.Min(x + 1, side - 1)]
                    + sharp[Math.Max(y - 1, 0) * side + x] + sharp[Math.Min(y + 1, side - 1) * side + x];
                var colour = sharp[y * side + x].Towards(around * 0.25, blur);
                var at = 3 * (y * side + x);
                bytes[at] = Rgb.ToByte(colour.R + knobs.PixelNoise * random.Normal());
                bytes[at + 1] = Rgb.ToByte(colour.G + knobs.PixelNoise * random.Normal());
                bytes[at + 2] = Rgb.ToByte(colour.B + knobs.PixelNoise * random.Normal());
            }
        }
        return bytes;
    }
}
