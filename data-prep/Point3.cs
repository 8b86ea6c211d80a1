namespace PML.DataPrep;

/// <summary>A place or direction in metres: x to the right, y up, z along the street. Double and plain, because System.Numerics' vectors may fuse or reorder operations.</summary>
internal readonly record struct Point3(double X, double Y, double Z)
{
    public static Point3 operator +(Point3 a, Point3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Point3 operator -(Point3 a, Point3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Point3 operator *(Point3 a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    public static double Dot(Point3 a, Point3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    /// <summary>Each coordinate divided by the other's.</summary>
    public Point3 Over(Point3 other) => new(X / other.X, Y / other.Y, Z / other.Z);

    public Point3 Unit() => this * (1 / Math.Sqrt(Dot(this, this)));
}
