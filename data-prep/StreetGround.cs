namespace PML.DataPrep;

/// <summary>The ground of a street: a road between kerbs, pavements, and strips of grass beyond where there are any.</summary>
internal sealed class StreetGround
{
    private const double KerbWidth = .18;
    private readonly uint seed;

    public StreetGround(ref SampleRandom random)
    {
        (Left, Right) = (-random.Uniform(2.5, 6.5), random.Uniform(2.5, 6.5));
        (LeftPavement, RightPavement) = (random.Uniform(1.2, 4), random.Uniform(1.2, 4));
        LeftVerge = random.Chance(.35) ? random.Uniform(1, 5) : 0;
        RightVerge = random.Chance(.35) ? random.Uniform(1, 5) : 0;
        seed = (uint)random.NextUInt64();
    }

    /// <summary>Where the road ends on the left; below 0.</summary>
    public double Left { get; }

    public double Right { get; }

    public double LeftPavement { get; }

    public double RightPavement { get; }

    public double LeftVerge { get; }

    public double RightVerge { get; }

    /// <summary>A random place beside the road.</summary>
    /// <param name="random">Where it comes from.</param>
    /// <param name="nearest">Least distance from the road.</param>
    /// <param name="beyond">How far over pavement and grass it may lie.</param>
    public double Beside(ref SampleRandom random, double nearest, double beyond = 0) => random.Chance(.5)
        ? Left - random.Uniform(nearest, Math.Max(nearest, LeftPavement + LeftVerge + beyond))
        : Right + random.Uniform(nearest, Math.Max(nearest, RightPavement + RightVerge + beyond));

    /// <summary>What a point of the ground shows.</summary>
    /// <param name="point">The point, at height 0.</param>
    /// <param name="distance">From the camera; fine grain fades with it.</param>
    public (StreetKind Kind, Rgb Colour) At(Point3 point, double distance)
    {
        var near = Math.Clamp(1.5 - distance * .03, 0, 1);
        if (point.X > Left && point.X < Right) return (StreetKind.Road, Road(point, near));
        if (point.X > Left - LeftPavement && point.X < Right + RightPavement) return (StreetKind.Sidewalk, Pavement(point, near));
        var patches = Shapes.Noise(point.X * 4, point.Z * 4, seed + 3);
        return (point.X < Left ? LeftVerge : RightVerge) > 0 || Math.Abs(point.X) > 30
            ? (StreetKind.Terrain, new Rgb(.25 + .1 * patches, .34 + .13 * patches, .14 + .05 * patches) * (1 + .25 * near * (Shapes.Noise(point.X * 19, point.Z * 19, seed + 4) - .5)))
            : (StreetKind.Sidewalk, new Rgb(.42, .41, .39) * (.9 + .2 * patches));
    }

    private Rgb Road(Point3 point, double near)
    {
        // Tyres leave long streaks; the grain is asphalt's.
        var grey = .3 + .05 * (Shapes.Noise(point.X * 2.1, point.Z * .12, seed) - .5) + .04 * (Shapes.Noise(point.X * .7, point.Z * .7, seed + 5) - .5)
            + .07 * near * (Shapes.Noise(point.X * 23, point.Z * 23, seed + 6) - .5);
        var asphalt = new Rgb(grey, grey, grey * 1.03);
        if (Math.Abs(point.X - Left - .25) < .06 || Math.Abs(point.X - Right + .25) < .06) return asphalt.Towards(new Rgb(.72, .72, .7), .75);
        var dash = point.Z / 6 - Math.Floor(point.Z / 6);
        return Math.Abs(point.X - (Left + Right) / 2) < .07 && dash < .5 ? new Rgb(.78, .78, .75) : asphalt;
    }

    private Rgb Pavement(Point3 point, double near)
    {
        var grey = .45 + .08 * (Shapes.Noise(point.X * 3, point.Z * 3, seed + 7) - .5);
        if (point.X > Left - KerbWidth && point.X < Right + KerbWidth) return new Rgb(1.02, 1, .97) * (grey * 1.25);
        var (x, z) = (point.X * 1.6, point.Z * 1.6);
        var joint = x - Math.Floor(x) < .06 || z - Math.Floor(z) < .06;
        var slab = .92 + .12 * Shapes.Noise(Math.Floor(x) * 3.1, Math.Floor(z) * 2.7, seed + 8);
        return new Rgb(1.03, 1, .96) * (grey * slab * (joint ? 1 - .22 * near : 1));
    }
}
