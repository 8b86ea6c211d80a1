namespace PML.DataPrep;

/// <summary>A pinhole camera behind a windscreen, in the manner of Cityscapes' left one.</summary>
/// <remarks>A ray's direction has length 1 along the camera's axis, so the distance to a hit is planar depth, which is what stereo measures.</remarks>
internal sealed class StreetCamera
{
    // Cityscapes: 2262 pixels at a width of 2048.
    private const double FocalShare = 2262.0 / 2048;
    private const double Nearest = .15;
    private readonly double focal, left, top;
    private readonly double pitchCos, pitchSin, rollCos, rollSin, yawCos, yawSin;

    /// <summary>Draws a camera.</summary>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="random">Where its place and tilt come from.</param>
    public StreetCamera(int width, int height, ref SampleRandom random)
    {
        (Width, Height) = (width, height);
        focal = width * FocalShare * random.Uniform(.94, 1.06);
        left = width * (.5 + random.Uniform(-.023, .023));
        top = height * .46;
        Origin = new Point3(random.Uniform(-.6, .6), Math.Clamp(1.25 + .15 * random.Normal(), .9, 1.8), 0);
        (pitchCos, pitchSin) = Turn(.012 * random.Normal() - .01);
        (rollCos, rollSin) = Turn(.006 * random.Normal());
        (yawCos, yawSin) = Turn(.05 * random.Normal());
    }

    public int Width { get; }

    public int Height { get; }

    public Point3 Origin { get; }

    /// <summary>The direction of the ray through a place of the picture, in pixels from the top-left corner.</summary>
    public Point3 Ray(double x, double y)
    {
        var (a, b) = ((x - left) / focal, (top - y) / focal);
        (a, b) = (a * rollCos - b * rollSin, a * rollSin + b * rollCos);
        var (up, forward) = (b * pitchCos - pitchSin, b * pitchSin + pitchCos);
        return new Point3(a * yawCos + forward * yawSin, up, forward * yawCos - a * yawSin);
    }

    /// <summary>The part of the picture that a box may cover.</summary>
    /// <returns>Columns and rows, ends included; false when it lies wholly behind.</returns>
    public bool Covers(Point3 centre, Point3 half, out (int Left, int Top, int Right, int Bottom) part)
    {
        double x0 = double.MaxValue, y0 = double.MaxValue, x1 = double.MinValue, y1 = double.MinValue;
        var (before, behind) = (false, false);
        for (var corner = 0; corner < 8; corner++)
        {
            var (x, y, depth) = Project(centre + new Point3((corner & 1) == 0 ? -half.X : half.X, (corner & 2) == 0 ? -half.Y : half.Y, (corner & 4) == 0 ? -half.Z : half.Z));
            if (depth < Nearest)
            {
                behind = true;
                continue;
            }
            before = true;
            (x0, y0, x1, y1) = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x), Math.Max(y1, y));
        }
        part = behind ? (0, 0, Width - 1, Height - 1)
            : ((int)Math.Max(0, x0 - 1), (int)Math.Max(0, y0 - 1), (int)Math.Min(Width - 1, x1 + 1), (int)Math.Min(Height - 1, y1 + 1));
        return before;
    }

    private (double X, double Y, double Depth) Project(Point3 point)
    {
        var p = point - Origin;
        var (across, along) = (p.X * yawCos - p.Z * yawSin, p.X * yawSin + p.Z * yawCos);
        var (up, depth) = (p.Y * pitchCos + along * pitchSin, along * pitchCos - p.Y * pitchSin);
        var (a, b) = (across * rollCos + up * rollSin, up * rollCos - across * rollSin);
        return (left + a / depth * focal, top - b / depth * focal, depth);
    }

    private static (double Cos, double Sin) Turn(double angle) => (PortableMath.Cos(angle), PortableMath.Sin(angle));
}
