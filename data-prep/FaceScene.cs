namespace PML.DataPrep;

/// <summary>What no task asks for: pose, light, what lies behind the head and before it.</summary>
internal sealed class FaceScene
{
    private readonly double sine, cosine, scale, shiftX, shiftY, turn;
    private readonly double lightX, lightY, lightZ, ambient;
    private readonly Rgb exposure, upper, lower, shirt, bar;
    private readonly int pattern;
    private readonly double patternSize, patternX, patternY;
    private readonly uint texture;
    private readonly bool occluded;
    private readonly double barX, barY, barAt, barWidth;

    public FaceScene(FaceKnobs knobs, ref SampleRandom random)
    {
        var tilt = 0.12 * knobs.Pose * random.Normal();
        (sine, cosine) = (PortableMath.Sin(tilt), PortableMath.Cos(tilt));
        scale = 0.78 * (1 + 0.05 * knobs.Pose * random.Normal());
        (shiftX, shiftY) = (0.05 * knobs.Pose * random.Normal(), 0.05 + 0.04 * knobs.Pose * random.Normal());
        turn = 0.11 * knobs.Pose * random.Normal();
        (lightX, lightY, lightZ) = Unit(0.7 * knobs.Light * random.Normal(), -0.5 + 0.35 * knobs.Light * random.Normal(), 1.2);
        ambient = random.Uniform(0.45, 0.7);
        var brightness = PortableMath.Exp(0.17 * knobs.Light * random.Normal());
        exposure = new Rgb(1 + 0.07 * knobs.Light * random.Normal(), 1 + 0.03 * knobs.Light * random.Normal(), 1 + 0.07 * knobs.Light * random.Normal()) * brightness;
        (upper, lower, shirt) = (Paint(ref random, 0.5), Paint(ref random, 0.5), Paint(ref random, 0.8));
        pattern = random.Next(4);
        (patternSize, patternX, patternY) = (random.Uniform(2.5, 6), random.Uniform(-1, 1), random.Uniform(-1, 1));
        texture = (uint)random.NextUInt64();
        occluded = random.Chance(knobs.Occluders);
        var angle = random.Uniform(0, 2 * Math.PI);
        (barX, barY) = (PortableMath.Cos(angle), PortableMath.Sin(angle));
        (barAt, barWidth, bar) = (random.Uniform(0.3, 0.85), random.Uniform(0.08, 0.2), Paint(ref random, 0.6));
    }

    /// <summary>Where a point of the picture lies on the head.</summary>
    /// <param name="x">-1 (left) to 1.</param>
    /// <param name="y">-1 (top) to 1.</param>
    public FaceSpot At(double x, double y)
    {
        var (headX, headY) = ((x - shiftX) / scale, (y - shiftY) / scale);
        var (turnedX, turnedY) = (headX * cosine + headY * sine, headY * cosine - headX * sine);
        // Features move aside most in the middle of the head, where it is nearest.
        var near = Math.Max(0, 1 - turnedX * turnedX - turnedY * turnedY * 0.6);
        return new FaceSpot(turnedX, turnedY, turnedX - turn * near, x, y);
    }

    /// <summary>How bright a surface is that faces this way; about 0.4 to 1.1.</summary>
    public double Lit(double x, double y, double z)
    {
        var (unitX, unitY, unitZ) = Unit(x, y, z);
        return ambient + (1.12 - ambient) * Math.Max(0, unitX * lightX + unitY * lightY + unitZ * lightZ);
    }

    /// <summary>The wall behind the head and the shoulders below it.</summary>
    public Rgb Behind(in FaceSpot spot, Rgb skin)
    {
        var (x, y) = (spot.PictureX, spot.PictureY);
        if (spot.Y > 0.6)
        {
            var shoulder = spot.X * spot.X / 1.1 + Square(spot.Y - 1.75) / 0.42;
            if (Math.Abs(spot.X) < 0.28 + 0.5 * Square(Math.Max(0, spot.Y - 0.9)) && shoulder > 0.93) return skin * 0.72;
            if (shoulder < 1) return shirt * (shoulder > 0.93 ? 0.5 : 0.8 + 0.2 * Shapes.Noise(x * 9, y * 9, texture + 3));
        }
        var wall = upper.Towards(lower, Shapes.Step(-1, 1, y + 0.4 * x)) * (0.88 + 0.24 * Shapes.Noise(x * 3, y * 3, texture));
        return Marked(x, y) ? wall.Towards(lower.Towards(shirt, 0.5), 0.4) : wall;
    }

    /// <summary>What is before the face, then the light's colour over all.</summary>
    public Rgb Finish(in FaceSpot spot, Rgb colour)
    {
        var across = Math.Abs(spot.PictureX * barX + spot.PictureY * barY - barAt);
        if (occluded && across < barWidth) colour = bar * (0.8 + 0.3 * Shapes.Noise(spot.PictureX * 6, spot.PictureY * 6, texture + 1)) * (across > barWidth - 0.025 ? 0.6 : 1);
        return colour * exposure;
    }

    private bool Marked(double x, double y)
    {
        var (u, v) = (x * patternSize + patternX, y * patternSize + patternY);
        var (inU, inV) = (u - Math.Floor(u) - 0.5, v - Math.Floor(v) - 0.5);
        return pattern switch
        {
            0 => false,
            1 => Math.Abs(u * 0.7 + v * 0.7 - Math.Floor(u * 0.7 + v * 0.7) - 0.5) < 0.22,
            2 => inU * inU + inV * inV < 0.08,
            _ => (x - patternX * 0.5) * (x - patternX * 0.5) + (y + 0.3) * (y + 0.3) < 0.55,
        };
    }

    private static Rgb Paint(ref SampleRandom random, double saturation)
    {
        var hue = random.NextDouble();
        var colourful = random.Uniform(0.05, saturation);
        return Rgb.FromHsv(hue, colourful, random.Uniform(0.2, 0.92));
    }

    private static (double X, double Y, double Z) Unit(double x, double y, double z)
    {
        var length = Math.Sqrt(x * x + y * y + z * z);
        return (x / length, y / length, z / length);
    }

    private static double Square(double x) => x * x;
}
