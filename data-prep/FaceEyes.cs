namespace PML.DataPrep;

/// <summary>Eyes, brows and glasses. Slant and opening show the clan, size the age, brows the kind.</summary>
internal sealed class FaceEyes
{
    private const double Apart = 0.29;
    private static readonly Rgb Ink = Rgb.Grey(0.06);

    private readonly double size, opening, slant, height, gaze, browWeight, browHeight, browArch;
    private readonly Rgb iris, brow, frame;
    private readonly bool glasses, round;

    public FaceEyes(FaceCues cues, Rgb hair, ref SampleRandom random)
    {
        size = 0.112 + 0.045 * cues.Child - 0.012 * cues.Old + 0.006 * random.Normal();
        opening = Math.Clamp(0.85 - 0.16 * cues.Eyes - 0.12 * cues.Old + 0.04 * random.Normal(), 0.4, 1.25);
        slant = 0.26 * cues.Eyes;
        height = -0.02 + 0.09 * cues.Child;
        gaze = 0.03 * random.Normal();
        browWeight = Math.Clamp(0.036 - 0.017 * cues.KindSide - 0.012 * cues.Child, 0.01, 0.06);
        (browHeight, browArch) = (0.20 + 0.02 * cues.KindSide + 0.015 * random.Normal(), 1.2 + 1.4 * cues.KindSide);
        iris = Rgb.FromHsv(0.07 + 0.10 * cues.Hue + 0.05 * random.Normal(), 0.75, 0.75);
        brow = hair * 0.6;
        glasses = random.Chance(0.10 + 0.2 * cues.Old);
        round = random.Chance(0.5);
        frame = Rgb.FromHsv(random.NextDouble(), 0.7, random.Uniform(0.1, 0.5));
    }

    public void Paint(in FaceSpot spot, ref Rgb colour)
    {
        var (x, y) = (spot.Side - Apart, spot.Y - height);
        PaintBrow(x, y, ref colour);
        // A slanted eye: the outer corner goes up with a clan that looks so.
        var raised = y + slant * x;
        var edge = x * x / (size * size * 1.5) + raised * raised / (size * size * opening * opening);
        if (edge < 1) PaintBall(spot, raised, ref colour);
        else if (edge < 1.55) colour = raised < 0 ? Ink : colour * 0.72;
    }

    public void PaintGlasses(in FaceSpot spot, ref Rgb colour)
    {
        if (!glasses) return;
        var (x, y) = (spot.Side - Apart, spot.Y - height);
        var distance = round ? Math.Sqrt(x * x + y * y) : Math.Max(Math.Abs(x) * 0.9, Math.Abs(y) * 1.15);
        if (Math.Abs(distance - 0.2) < 0.024 || (Math.Abs(y) < 0.02 && (spot.Side < Apart - 0.2 || x > 0.2))) colour = frame;
        else if (distance < 0.2) colour = colour.Towards(Rgb.Grey(0.95), 0.14);
    }

    private void PaintBrow(double x, double y, ref Rgb colour)
    {
        var away = y + browHeight + slant * 0.5 * x - browArch * x * x;
        if (Math.Abs(x) < 0.17 && Math.Abs(away) < browWeight * (1 - 14 * x * x)) colour = brow;
    }

    private void PaintBall(in FaceSpot spot, double y, ref Rgb colour)
    {
        // The gaze goes one way for both eyes, so it is not mirrored.
        var x = spot.Side - Apart - (spot.Face < 0 ? -gaze : gaze);
        var distance = (x * x + y * y) / (size * size);
        var (shineX, shineY) = ((spot.Face < 0 ? -x : x) + size * 0.25, y + size * 0.28);
        if (shineX * shineX + shineY * shineY < size * size * 0.045) colour = Rgb.Grey(1);
        else if (distance < 0.16) colour = Rgb.Grey(0.03);
        else if (distance < 0.58) colour = iris * (distance > 0.45 ? 0.5 : 1);
        else colour = Rgb.Grey(0.95);
    }
}
