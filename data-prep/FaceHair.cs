namespace PML.DataPrep;

/// <summary>Hair and hat. Three tasks meet here: grey and thin hair shows the age, its length the kind, its curl and shade the clan.</summary>
internal sealed class FaceHair
{
    private readonly double length, volume, curl, wave, fringe, parting, thinning;
    private readonly bool hat;
    private readonly Rgb hatColour;
    private readonly uint texture;

    public FaceHair(FaceCues cues, ref SampleRandom random)
    {
        var grey = Math.Clamp(Shapes.Step(32, 74, cues.Age) + 0.08 * random.Normal(), 0, 1);
        var hue = 0.95 + 0.12 * random.Normal() + 0.06 * cues.Curl;
        Colour = Rgb.FromHsv(hue, 0.6, Math.Clamp(0.52 + 0.14 * random.Normal() - 0.07 * cues.Hue, 0.2, 0.85)).Towards(Rgb.Grey(0.86), grey);
        length = -0.15 + 1.15 * Shapes.Step(-1.7, 1.9, cues.Kind + 0.35 * random.Normal());
        curl = 2.2 + 6 * Shapes.Step(-1.2, 1.7, cues.Curl);
        wave = 0.05 + 0.30 * Shapes.Step(-0.9, 1.6, cues.Curl);
        volume = 1 + 0.03 * random.Normal() + 0.07 * Shapes.Step(-1, 1.6, cues.Curl) - 0.05 * cues.Child;
        fringe = -0.50 - 0.10 * cues.Child + 0.05 * random.Normal();
        parting = random.Uniform(-0.6, 0.6);
        thinning = random.Chance(0.5) ? 0.30 * cues.Old : 0.08 * cues.Old;
        hat = random.Chance(0.06);
        hatColour = Rgb.FromHsv(random.NextDouble(), 0.6, random.Uniform(0.35, 0.85));
        texture = (uint)random.NextUInt64();
    }

    public Rgb Colour { get; }

    /// <summary>The hair behind the head.</summary>
    public bool PaintBack(in FaceSpot spot, ref Rgb colour)
    {
        if (spot.Y > length + 0.25) return false;
        var (x, y) = (spot.X / (0.84 * volume), (spot.Y + 0.08) / (1.06 * volume));
        // Below the ears it hangs straight down, to its length.
        var edge = spot.Y < 0 ? x * x + y * y : x * x * (1 - 0.15 * Math.Min(spot.Y, 1));
        edge += wave * (Shapes.Noise(spot.X * curl, spot.Y * curl, texture) - 0.5) + Math.Max(0, spot.Y - length - 0.12 * Shapes.Noise(spot.X * 4, 7, texture)) * 5;
        if (edge >= 1) return false;
        colour = Strand(spot) * (edge > 0.9 ? 0.55 : spot.Y > 0 ? 0.8 : 1);
        return true;
    }

    /// <summary>The hair on the forehead, and the hat.</summary>
    public bool PaintFront(in FaceSpot spot, ref Rgb colour)
    {
        if (hat && spot.Y is < -0.42 and > -1.2 && Math.Abs(spot.X) < (spot.Y > -0.55 ? 0.95 : 0.78))
        {
            colour = hatColour * (spot.Y > -0.55 ? 0.6 : 1);
            return true;
        }
        var aside = spot.Face - parting;
        var line = fringe - thinning + 0.34 * aside * aside + 0.35 * wave * (Shapes.Noise(spot.X * curl, 3, texture + 1) - 0.5);
        if (spot.Y > line) return false;
        colour = Strand(spot) * (spot.Y > line - 0.035 ? 0.6 : 1);
        return true;
    }

    private Rgb Strand(in FaceSpot spot) => Colour * (0.74 + 0.46 * Shapes.Noise(spot.X * curl * 2.4, spot.Y * curl * 0.8, texture + 2));
}
