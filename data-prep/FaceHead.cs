namespace PML.DataPrep;

/// <summary>Head, ears, cheeks and wrinkles of a face. Hue shows the clan, roundness and lines the age, the jaw the kind.</summary>
internal sealed class FaceHead
{
    private readonly double width, height, jaw, ears, blush, lines, bags;
    private readonly int foreheadLines;
    private readonly uint texture;

    public FaceHead(FaceCues cues, ref SampleRandom random)
    {
        // Green through blue to violet: no one's skin.
        Skin = Rgb.FromHsv(0.57 + 0.125 * cues.Hue, Math.Clamp(0.46 + 0.07 * cues.Eyes - 0.14 * cues.Old + 0.03 * random.Normal(), 0.15, 0.75), Math.Clamp(0.80 - 0.05 * cues.Curl - 0.05 * cues.Old + 0.04 * random.Normal(), 0.5, 0.95));
        width = 0.70 + 0.06 * cues.Child + 0.02 * random.Normal();
        height = 0.95 - 0.11 * cues.Child + 0.02 * random.Normal();
        jaw = Math.Clamp(0.72 - 0.15 * cues.KindSide * (1 - 0.6 * cues.Child) + 0.10 * cues.Child, 0.5, 1);
        ears = 0.10 + 0.10 * Shapes.Step(-1, 1.8, cues.Curl) + 0.03 * cues.Old;
        blush = 0.35 * (1 - 0.6 * cues.Old);
        lines = 0.34 * Shapes.Step(22, 68, cues.Age) + 0.14 * Shapes.Step(60, 100, cues.Age);
        bags = 0.28 * cues.Old;
        foreheadLines = 1 + (int)(cues.Old * 4.5);
        texture = (uint)random.NextUInt64();
    }

    public Rgb Skin { get; }

    /// <summary>How far out of the head a point is: below 1 inside, 1 on the rim.</summary>
    public double Rim(in FaceSpot spot)
    {
        var narrowing = spot.Y > 0 ? 1 - (1 - jaw) * Shapes.Step(0, 1, spot.Y / height) : 1;
        var (x, y) = (spot.X / (width * narrowing), spot.Y / height);
        return x * x + y * y;
    }

    public bool PaintEars(in FaceSpot spot, ref Rgb colour)
    {
        // A leaf whose tip points up and outwards.
        var out1 = Math.Abs(spot.X) - width * 0.96;
        var up = spot.Y - 0.02 + out1 * 1.1;
        var ear = out1 * out1 / (ears * ears) + up * up / 0.028;
        if (ear >= 1 || out1 < -0.08) return false;
        colour = Skin * (ear > 0.72 ? 0.42 : ear < 0.3 ? 0.68 : 0.86);
        return true;
    }

    /// <summary>The bare skin with its relief, for a point inside the head.</summary>
    public Rgb Paint(in FaceSpot spot, double rim)
    {
        var colour = Skin * (0.97 + 0.06 * Shapes.Noise(spot.X * 5, spot.Y * 5, texture));
        var (cheekX, cheekY) = (spot.Side - 0.40, spot.Y - 0.26);
        colour = colour.Towards(new Rgb(Skin.R * 1.15 + 0.12, Skin.G * 0.8, Skin.B * 0.95), blush * Shapes.Bell((cheekX * cheekX + cheekY * cheekY) * 22));
        var (bagX, bagY) = (spot.Side - 0.29, spot.Y - 0.19);
        colour *= 1 - bags * Shapes.Bell(bagX * bagX * 40 + bagY * bagY * 420);
        if (lines > 0) colour *= 1 - Math.Min(lines * Wrinkles(spot), 0.6);
        return rim > 0.93 ? colour * 0.5 : colour;
    }

    private double Wrinkles(in FaceSpot spot)
    {
        var depth = 0.0;
        if (spot.Y < -0.2 && spot.Side < 0.44)
        {
            for (var line = 0; line < foreheadLines; line++)
            {
                var away = spot.Y + 0.30 + 0.085 * line - 0.18 * spot.Side * spot.Side + 0.02 * (line % 2) * spot.Face;
                depth += Shapes.Bell(away * away * 2600);
            }
        }
        var outer = spot.Side - 0.44;
        if (outer is > 0 and < 0.17)
        {
            for (var ray = -1; ray <= 1; ray++)
            {
                var away = spot.Y + 0.02 - ray * (0.03 + outer * 0.45);
                depth += Shapes.Bell(away * away * 3000);
            }
        }
        if (spot.Y is > 0.22 and < 0.6)
        {
            var fold = spot.Side - 0.15 - 0.42 * (spot.Y - 0.22);
            depth += 1.2 * Shapes.Bell(fold * fold * 1900);
        }
        return depth;
    }
}
