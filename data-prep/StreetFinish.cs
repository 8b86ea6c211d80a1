namespace PML.DataPrep;

/// <summary>How a solid's surface looks before light falls on it.</summary>
internal abstract record StreetFinish
{
    /// <summary>The colour at a point, and the normal that light sees there.</summary>
    /// <param name="half">The solid's half extents.</param>
    /// <param name="local">The point from the solid's middle along its own axes.</param>
    /// <param name="point">The point in the street.</param>
    /// <param name="normal">The surface's normal; a rough finish bends it.</param>
    public abstract Rgb Colour(Point3 half, Point3 local, Point3 point, ref Point3 normal);

    protected static bool IsSide(Point3 normal) => Math.Abs(normal.Y) < .5;
}

/// <summary>One colour.</summary>
internal sealed record PlainFinish(Rgb Paint) : StreetFinish
{
    public override Rgb Colour(Point3 half, Point3 local, Point3 point, ref Point3 normal) => Paint;
}

/// <summary>A wall with rows of framed windows; shop windows on the ground floor where wanted; a cornice on top.</summary>
internal sealed record FacadeFinish(Rgb Wall, Rgb Glass, double Bay, double Storey, bool Shop, uint Seed) : StreetFinish
{
    public override Rgb Colour(Point3 half, Point3 local, Point3 point, ref Point3 normal)
    {
        if (!IsSide(normal)) return Wall * .7;
        var (across, up) = (Math.Abs(normal.X) > .5 ? local.Z + half.Z : local.X + half.X, local.Y + half.Y);
        if (up > 2 * half.Y - .35) return Wall.Towards(Rgb.Grey(.9), .35);
        if (up < .5) return Wall * .55;
        var ground = Shop && up < Storey;
        var (column, row) = (across / Bay, up / Storey);
        var (x, y) = (column - Math.Floor(column), row - Math.Floor(row));
        var (side, sill, head) = ground ? (.1, .15, .78) : (.27, .3, .8);
        if (x > side && x < 1 - side && y > sill && y < head)
        {
            // One flat's curtains and lamps make its windows differ from the next one's.
            var dark = .55 + .7 * Shapes.Noise(Math.Floor(column) * 1.7, Math.Floor(row) * 2.3, Seed);
            return Glass * (dark + .25 * y);
        }
        if (x > side - .05 && x < 1.05 - side && y > sill - .04 && y < head + .04) return Wall.Towards(Rgb.Grey(.92), .6);
        if (ground && y > .84) return Glass.Towards(Wall, .35);
        return Wall * (.86 + .16 * Shapes.Noise(across * 1.3, up * 1.3, Seed) + .06 * Shapes.Noise(across * 6, up * 6, Seed + 1));
    }
}

/// <summary>Leaves: two sizes of blotches, and a normal that they bend.</summary>
internal sealed record LeafFinish(Rgb Green, uint Seed) : StreetFinish
{
    public override Rgb Colour(Point3 half, Point3 local, Point3 point, ref Point3 normal)
    {
        var coarse = Shapes.Noise(point.X * 4 + point.Z * 3, point.Y * 4, Seed);
        var fine = Shapes.Noise(point.X * 13 + point.Z * 11, point.Y * 13, Seed + 9);
        normal = (normal + new Point3(coarse - .5, fine - .4, coarse * fine - .25) * 1.4).Unit();
        return Green * (.4 + .75 * coarse + .45 * fine);
    }
}

/// <summary>A plate with a rim, and a bar across some of them.</summary>
internal sealed record SignFinish(Rgb Face, Rgb Rim, bool Bar) : StreetFinish
{
    public override Rgb Colour(Point3 half, Point3 local, Point3 point, ref Point3 normal)
    {
        var (x, y) = (Math.Abs(local.X) / half.X, Math.Abs(local.Y) / half.Y);
        return Math.Max(x, y) > .8 || (Bar && y < .2 && x < .6) ? Rim : Face;
    }
}

/// <summary>Three lamps in a dark case, one lit.</summary>
internal sealed record TrafficLightFinish(int Lit) : StreetFinish
{
    private static readonly Rgb[] Lamps = [new(.95, .12, .08), new(.95, .68, .08), new(.1, .85, .35)];

    public override Rgb Colour(Point3 half, Point3 local, Point3 point, ref Point3 normal)
    {
        for (var lamp = 0; lamp < Lamps.Length; lamp++)
        {
            var y = local.Y - (1 - lamp) * half.Y * .62;
            if (local.X * local.X + y * y < half.X * half.X * .5) return lamp == Lit ? Lamps[lamp] * 1.4 : Lamps[lamp] * .16;
        }
        return Rgb.Grey(.07);
    }
}

/// <summary>A car's lower body: paint, lamps at both ends, a number plate, a dark sill.</summary>
internal sealed record CarBodyFinish(Rgb Paint) : StreetFinish
{
    public override Rgb Colour(Point3 half, Point3 local, Point3 point, ref Point3 normal)
    {
        if (local.Y < -.7 * half.Y) return Rgb.Grey(.06);
        if (!IsSide(normal) || Math.Abs(local.Z) < half.Z - .02) return Paint;
        if (Math.Abs(local.X) > half.X * .62 && local.Y > 0) return local.Z < 0 ? new Rgb(.8, .09, .07) : new Rgb(.92, .92, .82);
        return Math.Abs(local.X) < .26 && Math.Abs(local.Y + .05) < .06 ? Rgb.Grey(.85) : Paint;
    }
}

/// <summary>Windows all round under a painted roof: the upper part of a car, or a bus.</summary>
internal sealed record GlazedFinish(Rgb Paint, Rgb Glass, double Lowest) : StreetFinish
{
    public override Rgb Colour(Point3 half, Point3 local, Point3 point, ref Point3 normal)
    {
        var across = Math.Abs(normal.X) > .5 ? Math.Abs(local.Z) / half.Z : Math.Abs(local.X) / half.X;
        var up = local.Y / half.Y;
        return IsSide(normal) && across < .88 && up > Lowest && up < .8 ? Glass * (1 + .5 * up) : Paint;
    }
}
