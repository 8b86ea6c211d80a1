namespace PML.DataPrep;

/// <summary>Nose, mouth and chin tuft. The nose's width shows the clan, the lips' colour and the tuft the kind, their thickness the age.</summary>
internal sealed class FaceMouth
{
    private readonly double noseWidth, noseHeight, mouthHeight, halfWidth, smile, lips, tuft, open;
    private readonly Rgb lipColour, tuftColour;

    public FaceMouth(FaceCues cues, Rgb skin, Rgb hair, ref SampleRandom random)
    {
        noseWidth = Math.Clamp(0.075 + 0.032 * cues.Curl - 0.02 * cues.Child, 0.03, 0.17);
        noseHeight = 0.26 - 0.05 * cues.Child + 0.02 * cues.Old;
        mouthHeight = 0.53 - 0.06 * cues.Child;
        halfWidth = 0.21 - 0.05 * cues.Child + 0.02 * random.Normal();
        smile = 0.05 * random.Normal() + 0.04;
        lips = 0.058 - 0.022 * cues.Old + 0.012 * cues.KindSide;
        open = random.Chance(0.25) ? random.Uniform(0.2, 0.6) : 0;
        lipColour = skin.Towards(Rgb.FromHsv(0.02, 0.75, 0.85), 0.3 + 0.45 * Shapes.Step(-1.5, 2, cues.Kind));
        var grown = cues.Age > 18 && random.Chance(0.55);
        tuft = grown ? Shapes.Step(0.4, -1.6, cues.Kind) : 0;
        tuftColour = hair * 0.8;
    }

    public void Paint(in FaceSpot spot, ref Rgb colour)
    {
        PaintNose(spot, ref colour);
        PaintTuft(spot, ref colour);
        PaintMouth(spot, ref colour);
    }

    private void PaintNose(in FaceSpot spot, ref Rgb colour)
    {
        if (spot.Y is < -0.1 or > 0.4) return;
        var (nostril, below) = (spot.Side - noseWidth * 0.8, spot.Y - noseHeight);
        var wing = spot.Side / (noseWidth * 1.5);
        // A soft shadow under the tip, two nostrils, and a light along the ridge.
        colour *= 1 - 0.30 * Shapes.Bell(wing * wing + (below - 0.03) * (below - 0.03) * 900);
        colour *= 1 - 0.55 * Shapes.Bell(nostril * nostril * 1400 + below * below * 1900);
        if (below < 0) colour *= 1 + 0.14 * Shapes.Bell(spot.Face * spot.Face * 500) - 0.12 * Shapes.Bell((spot.Face - 0.07) * (spot.Face - 0.07) * 700);
    }

    private void PaintMouth(in FaceSpot spot, ref Rgb colour)
    {
        var across = spot.Face / halfWidth;
        if (across is < -1 or > 1) return;
        var away = spot.Y - mouthHeight + smile * (across * across * 1.6 - 0.5);
        var thickness = lips * (1 - across * across);
        var gap = thickness * open;
        if (Math.Abs(away) < gap) colour = new Rgb(0.22, 0.05, 0.10);
        else if (Math.Abs(away) < gap + 0.013) colour *= 0.4;
        else if (Math.Abs(away) < gap + thickness) colour = lipColour * (away < 0 ? 0.88 : 1);
    }

    private void PaintTuft(in FaceSpot spot, ref Rgb colour)
    {
        if (tuft <= 0 || spot.Y < 0.6) return;
        var edge = spot.Face * spot.Face / (0.02 + 0.12 * tuft) + (spot.Y - 0.98) * (spot.Y - 0.98) / (0.03 + 0.07 * tuft);
        if (edge < 1) colour = colour.Towards(tuftColour, 0.9);
    }
}
