namespace PML.DataPrep;

/// <summary>One generated street, seen by one camera.</summary>
/// <remarks>Everything drawn at random is drawn here, in the same order whatever the picture's size, so that a larger picture shows the same street.</remarks>
internal sealed class StreetScene
{
    // Beyond, the ground is haze and would flicker.
    private const double Farthest = 400;
    private readonly List<StreetSolid> solids = [];
    private readonly StreetGround ground;
    private readonly StreetTraffic traffic;

    public StreetScene(int width, int height, ref SampleRandom random)
    {
        Camera = new StreetCamera(width, height, ref random);
        Light = new StreetLight(ref random);
        ground = new StreetGround(ref random);
        new StreetScenery(ground, solids).Fill(ref random);
        traffic = new StreetTraffic(ground, Camera.Origin, solids);
        traffic.Fill(ref random);
    }

    public StreetCamera Camera { get; }

    public StreetLight Light { get; }

    /// <summary>Renders the street.</summary>
    /// <param name="colours">Gets width * height colours.</param>
    /// <param name="kinds">Gets what each pixel shows.</param>
    /// <param name="depths">Gets the planar depth in metres; infinity for the sky.</param>
    public void Render(Span<Rgb> colours, Span<StreetKind> kinds, Span<double> depths)
    {
        var nearest = new int[depths.Length];
        depths.Fill(double.PositiveInfinity);
        for (var solid = 0; solid < solids.Count; solid++) Cast(solid, depths, nearest);
        for (var y = 0; y < Camera.Height; y++)
        {
            for (var x = 0; x < Camera.Width; x++)
            {
                var pixel = y * Camera.Width + x;
                (colours[pixel], kinds[pixel], depths[pixel]) = Look(Camera.Ray(x + .5, y + .5), depths[pixel], nearest[pixel]);
            }
        }
    }

    /// <summary>Finds the pixels where a solid is nearer than what was found before.</summary>
    private void Cast(int index, Span<double> depths, Span<int> nearest)
    {
        var solid = solids[index];
        if (!Camera.Covers(solid.Centre, solid.Extent, out var part)) return;
        for (var y = part.Top; y <= part.Bottom; y++)
        {
            for (var x = part.Left; x <= part.Right; x++)
            {
                var depth = solid.Hit(Camera.Origin, Camera.Ray(x + .5, y + .5));
                var pixel = y * Camera.Width + x;
                if (depth > .15 && depth < depths[pixel]) (depths[pixel], nearest[pixel]) = (depth, index);
            }
        }
    }

    private (Rgb Colour, StreetKind Kind, double Depth) Look(Point3 ray, double depth, int nearest)
    {
        var toGround = ray.Y < -1e-4 ? -Camera.Origin.Y / ray.Y : double.PositiveInfinity;
        if (toGround < depth && toGround < Farthest)
        {
            var point = Camera.Origin + ray * toGround;
            var (kind, colour) = ground.At(point, toGround);
            return (Light.Shade(colour * Shadow(point), new Point3(0, 1, 0), toGround), kind, toGround);
        }
        if (double.IsPositiveInfinity(depth)) return (Light.Sky(ray), StreetKind.Sky, depth);
        var solid = solids[nearest];
        var place = Camera.Origin + ray * depth;
        var (normal, local) = solid.At(place);
        var paint = solid.Finish.Colour(solid.Half, local, place, ref normal);
        return (Light.Shade(paint, normal, depth), solid.Kind, depth);
    }

    /// <summary>How much light vehicles leave on the ground around them.</summary>
    private double Shadow(Point3 point)
    {
        var light = 1.0;
        foreach (var body in traffic.Bodies)
        {
            var distance = body.GroundDistance(point);
            if (distance < .6) light = Math.Min(light, .4 + .6 * distance / .6);
        }
        return light;
    }
}
