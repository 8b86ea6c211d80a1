namespace PML.DataPrep;

/// <summary>A box turned about the vertical.</summary>
internal sealed class StreetBox(StreetKind kind, Point3 centre, Point3 half, StreetFinish finish, double yaw = 0) : StreetSolid(kind, centre, half, finish)
{
    private readonly double cos = yaw == 0 ? 1 : PortableMath.Cos(yaw);
    private readonly double sin = yaw == 0 ? 0 : PortableMath.Sin(yaw);

    public override Point3 Extent => new(Math.Abs(cos) * Half.X + Math.Abs(sin) * Half.Z, Half.Y, Math.Abs(sin) * Half.X + Math.Abs(cos) * Half.Z);

    public override double Hit(Point3 origin, Point3 direction)
    {
        var (from, along) = (ToLocal(origin - Centre), ToLocal(direction));
        double near = double.MinValue, far = double.MaxValue;
        Cut(from.X, along.X, Half.X, ref near, ref far);
        Cut(from.Y, along.Y, Half.Y, ref near, ref far);
        Cut(from.Z, along.Z, Half.Z, ref near, ref far);
        return near <= far ? near : -1;
    }

    public override (Point3 Normal, Point3 Local) At(Point3 point)
    {
        var local = ToLocal(point - Centre);
        var (x, y, z) = (Math.Abs(Math.Abs(local.X) - Half.X), Math.Abs(Math.Abs(local.Y) - Half.Y), Math.Abs(Math.Abs(local.Z) - Half.Z));
        var normal = y <= x && y <= z ? new Point3(0, Math.Sign(local.Y), 0)
            : x <= z ? new Point3(cos, 0, -sin) * Math.Sign(local.X)
            : new Point3(sin, 0, cos) * Math.Sign(local.Z);
        return (normal, local);
    }

    /// <summary>How far a point of the ground is from the box's foot; 0 under it.</summary>
    public double GroundDistance(Point3 point)
    {
        var local = ToLocal(point - Centre);
        var (x, z) = (Math.Max(0, Math.Abs(local.X) - Half.X), Math.Max(0, Math.Abs(local.Z) - Half.Z));
        return Math.Sqrt(x * x + z * z);
    }

    private Point3 ToLocal(Point3 p) => new(p.X * cos - p.Z * sin, p.Y, p.X * sin + p.Z * cos);

    /// <summary>Keeps the part of a ray that lies between two opposite sides.</summary>
    private static void Cut(double from, double along, double half, ref double near, ref double far)
    {
        if (Math.Abs(along) < 1e-9)
        {
            if (Math.Abs(from) > half) far = double.MinValue;
            return;
        }
        var (first, second) = ((-half - from) / along, (half - from) / along);
        near = Math.Max(near, Math.Min(first, second));
        far = Math.Min(far, Math.Max(first, second));
    }
}
