namespace PML.Figures;

/// <summary>Where the reader of a figure in space stands, and where points and their labels are then seen.</summary>
/// <param name="distance">1: as near as the axes' titles of a large figure allow.</param>
internal sealed class SpaceCamera(double distance)
{
    // A label of 13 pixels' height, half of its box, and how far its centre lies from its point.
    private const double HalfWidth = 22, HalfHeight = 8, ShiftX = 36, ShiftY = 20;
    private const int Directions = 16;

    // In sides of the cube, from its middle.
    private static readonly double[] Center = [0, 0, -0.13];
    private readonly double[] _eye = [1.68 * distance, 1.34 * distance, 0.7 * distance];

    // plotly.js's angle of view, from the middle to the upper edge.
    private static readonly double Slope = Math.Tan(Math.PI / 8);

    /// <summary>The camera as plotly.js takes it.</summary>
    internal Dictionary<string, object?> Layout() => new() { ["eye"] = Vector(_eye), ["center"] = Vector(Center) };

    /// <summary>Where a point is seen, in pixels to the right of the middle and above it.</summary>
    /// <param name="point">Its place on each axis, from 0 to 1 along the axis's range, shape [3].</param>
    /// <param name="height">The scene's height in pixels.</param>
    internal (double X, double Y) Project(IReadOnlyList<double> point, double height)
    {
        double[] ahead = Unit([.. Center.Zip(_eye, (c, e) => c - e)]), right = Unit([ahead[1], -ahead[0], 0]);
        double[] up = [right[1] * ahead[2], -right[0] * ahead[2], right[0] * ahead[1] - right[1] * ahead[0]];
        double[] seen = [.. point.Zip(_eye, (p, e) => p - 0.5 - e)];
        var scale = height / 2 / Slope / Dot(seen, ahead);
        return (scale * Dot(seen, right), scale * Dot(seen, up));
    }

    /// <summary>The way from a point to its label that keeps the label farthest from all points.</summary>
    /// <param name="point">The point, in pixels.</param>
    /// <param name="points">All points, in pixels.</param>
    /// <returns>Pixels to the right and upwards.</returns>
    internal static (double X, double Y) Shift((double X, double Y) point, IReadOnlyList<(double X, double Y)> points)
    {
        double Gap((double X, double Y) shift) => points.Min(other => double.Hypot(
            Math.Max(Math.Abs(other.X - point.X - shift.X) - HalfWidth, 0), Math.Max(Math.Abs(other.Y - point.Y - shift.Y) - HalfHeight, 0)));
        return Enumerable.Range(0, Directions).Select(i => (ShiftX * Math.Cos(2 * Math.PI * i / Directions), ShiftY * Math.Sin(2 * Math.PI * i / Directions))).MaxBy(Gap);
    }

    private static Dictionary<string, object?> Vector(double[] v) => new() { ["x"] = v[0], ["y"] = v[1], ["z"] = v[2] };

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Unit(double[] v) => [.. v.Select(x => x / Math.Sqrt(Dot(v, v)))];
}
