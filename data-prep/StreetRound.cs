namespace PML.DataPrep;

/// <summary>An ellipsoid along the street's axes.</summary>
internal sealed class StreetEllipsoid(StreetKind kind, Point3 centre, Point3 half, StreetFinish finish) : StreetSolid(kind, centre, half, finish)
{
    public override double Hit(Point3 origin, Point3 direction)
    {
        var (from, along) = ((origin - Centre).Over(Half), direction.Over(Half));
        var (a, b, c) = (Point3.Dot(along, along), Point3.Dot(from, along), Point3.Dot(from, from) - 1);
        var root = b * b - a * c;
        return root < 0 ? -1 : (-b - Math.Sqrt(root)) / a;
    }

    public override (Point3 Normal, Point3 Local) At(Point3 point)
    {
        var local = point - Centre;
        return (local.Over(Half).Over(Half).Unit(), local);
    }
}

/// <summary>An upright cylinder without lids; its half extents along x and z are equal.</summary>
internal sealed class StreetCylinder(StreetKind kind, Point3 centre, double radius, double halfHeight, StreetFinish finish)
    : StreetSolid(kind, centre, new Point3(radius, halfHeight, radius), finish)
{
    public override double Hit(Point3 origin, Point3 direction)
    {
        var from = origin - Centre;
        var a = direction.X * direction.X + direction.Z * direction.Z;
        var b = from.X * direction.X + from.Z * direction.Z;
        var root = b * b - a * (from.X * from.X + from.Z * from.Z - Half.X * Half.X);
        if (root < 0 || a < 1e-9) return -1;
        var distance = (-b - Math.Sqrt(root)) / a;
        return Math.Abs(from.Y + distance * direction.Y) <= Half.Y ? distance : -1;
    }

    public override (Point3 Normal, Point3 Local) At(Point3 point)
    {
        var local = point - Centre;
        return (new Point3(local.X, 0, local.Z).Unit(), local);
    }
}
