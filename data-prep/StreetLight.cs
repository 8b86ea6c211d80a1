namespace PML.DataPrep;

/// <summary>Sun, sky, haze and exposure of one scene.</summary>
internal sealed class StreetLight
{
    private readonly Point3 sun;
    private readonly double direct, ambient, cloud, haze;
    private readonly Rgb zenith, horizon, tint;
    private readonly uint seed;

    public StreetLight(ref SampleRandom random)
    {
        var (elevation, azimuth) = (random.Uniform(.25, 1.2), random.Uniform(0, 2 * Math.PI));
        var flat = PortableMath.Cos(elevation);
        sun = new Point3(PortableMath.Cos(azimuth) * flat, PortableMath.Sin(elevation), PortableMath.Sin(azimuth) * flat);
        cloud = random.NextDouble();
        (direct, ambient) = ((1 - .8 * cloud) * .85, .42 + .3 * cloud);
        zenith = new Rgb(.35, .55, .9).Towards(new Rgb(.7, .72, .75), cloud);
        horizon = new Rgb(.75, .85, .95).Towards(new Rgb(.82, .83, .84), cloud);
        haze = .009 * PortableMath.Exp(.6 * random.Normal());
        // Exposure and white balance, as a camera's automatics leave them.
        tint = new Rgb(1 + .06 * random.Normal(), 1, 1 + .06 * random.Normal()) * PortableMath.Exp(.24 * random.Normal());
        seed = (uint)random.NextUInt64();
    }

    /// <summary>What the camera sees of a surface.</summary>
    /// <param name="colour">The surface's own colour.</param>
    /// <param name="normal">Its normal.</param>
    /// <param name="distance">How much haze lies before it, in metres.</param>
    public Rgb Shade(Rgb colour, Point3 normal, double distance)
    {
        // Sides that look up see more of the sky.
        var lit = colour * (ambient * (.85 + .15 * normal.Y) + direct * Math.Max(0, Point3.Dot(normal, sun)));
        return horizon.Towards(lit, PortableMath.Exp(-haze * distance)) * tint;
    }

    /// <summary>The sky in a direction.</summary>
    public Rgb Sky(Point3 direction)
    {
        var sky = horizon.Towards(zenith, Math.Clamp(direction.Y * 2.5, 0, 1));
        var wisps = .6 * Shapes.Noise(direction.X * 4, direction.Y * 14, seed) + .4 * Shapes.Noise(direction.X * 9, direction.Y * 30, seed + 1);
        return sky.Towards(Rgb.Grey(.95), Math.Clamp((wisps - .42) * 1.8, 0, .85)) * tint;
    }

    /// <summary>A colour under the open sky, without haze: the bonnet before the windscreen.</summary>
    public Rgb Near(Rgb colour) => colour * (ambient + direct * .5) * tint;
}
