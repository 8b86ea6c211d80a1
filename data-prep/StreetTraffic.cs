namespace PML.DataPrep;

/// <summary>Who uses a street: cars, vans, buses, people on foot and on two wheels.</summary>
/// <param name="ground">The street.</param>
/// <param name="camera">Where the camera is, which nobody may stand in.</param>
/// <param name="solids">Gets the solids.</param>
internal sealed class StreetTraffic(StreetGround ground, Point3 camera, List<StreetSolid> solids)
{
    private readonly List<(double X, double Z, double HalfLength)> taken = [];

    /// <summary>The vehicles' bodies, which darken the ground around them.</summary>
    public List<StreetBox> Bodies { get; } = [];

    public void Fill(ref SampleRandom random)
    {
        for (var n = (int)random.Uniform(1, 10); n > 0; n--) Vehicle(ref random);
        for (var n = (int)random.Uniform(0, 9); n > 0; n--) Human(ref random);
    }

    private void Vehicle(ref SampleRandom random)
    {
        var (slot, z, yaw) = (random.Next(4), random.Uniform(5, 75), random.Normal() * .03);
        var x = slot switch
        {
            0 => ground.Left + 1.05 + random.Uniform(0, .2),
            1 => ground.Right - 1.05 - random.Uniform(0, .2),
            2 => ground.Left * .45,
            _ => ground.Right * .45 + random.Normal() * .2,
        };
        if (slot >= 2 && z < 9 && Math.Abs(x - camera.X) < 2) z += 9;
        if (random.Chance(.06)) yaw += random.Chance(.5) ? Math.PI / 2 : -Math.PI / 2;
        var kind = random.Chance(.85) ? StreetKind.Car : random.Chance(.5) ? StreetKind.Truck : StreetKind.Bus;
        var paint = random.Chance(.6) ? Rgb.Grey(random.Uniform(.05, .85)) : Rgb.FromHsv(random.NextDouble(), random.Uniform(.4, .9), random.Uniform(.2, .8));
        var (length, width, height) = kind switch
        {
            StreetKind.Car => (random.Uniform(3.6, 4.8), random.Uniform(1.6, 1.85), random.Uniform(1.35, 1.75)),
            StreetKind.Truck => (random.Uniform(5.5, 8), random.Uniform(2, 2.3), random.Uniform(2.3, 2.9)),
            _ => (random.Uniform(9, 12), random.Uniform(2.3, 2.5), random.Uniform(2.7, 3.2)),
        };
        if (taken.Any(other => Math.Abs(other.X - x) < 2.1 && Math.Abs(other.Z - z) < other.HalfLength + length / 2 + .8)) return;
        taken.Add((x, z, length / 2));
        var box = new VehicleBox(new Point3(x, 0, z), new Point3(width, height, length), yaw);
        if (kind == StreetKind.Car) Car(box, paint);
        else Van(kind, box, paint);
        foreach (var (across, along) in ((double, double)[])[(-1, -1), (-1, 1), (1, -1), (1, 1)])
        {
            solids.Add(new StreetEllipsoid(kind, box.Place(across * width * .46, .31, along * length * .31), new Point3(.13, .31, .31), new PlainFinish(Rgb.Grey(.04))));
        }
    }

    private void Car(VehicleBox box, Rgb paint)
    {
        var size = box.Size;
        Body(new StreetBox(StreetKind.Car, box.Place(0, .58, 0), new Point3(size.X / 2, .3, size.Z / 2), new CarBodyFinish(paint), box.Yaw));
        var half = (size.Y - .88) / 2;
        solids.Add(new StreetBox(StreetKind.Car, box.Place(0, .85 + half, -.045 * size.Z), new Point3(size.X * .45, half + .02, size.Z * .29), new GlazedFinish(paint * .9, new Rgb(.12, .15, .18), -.75), box.Yaw));
    }

    private void Van(StreetKind kind, VehicleBox box, Rgb paint)
    {
        var half = (box.Size.Y - .4) / 2;
        var finish = new GlazedFinish(paint, new Rgb(.14, .17, .2), kind == StreetKind.Bus ? -.15 : .3);
        Body(new StreetBox(kind, box.Place(0, .4 + half, 0), new Point3(box.Size.X / 2, half, box.Size.Z / 2), finish, box.Yaw));
    }

    private void Body(StreetBox body)
    {
        Bodies.Add(body);
        solids.Add(body);
    }

    private void Human(ref SampleRandom random)
    {
        var onFoot = random.Chance(.78);
        var (x, z) = (onFoot ? ground.Beside(ref random, .3) : random.Uniform(ground.Left, ground.Right), random.Uniform(6, 55));
        if (!onFoot && z < 9) z = 12;
        var size = random.Uniform(.82, 1.08) * (random.Chance(.12) ? .65 : 1);
        var rides = !onFoot && random.Chance(.5);
        var lift = rides ? .25 : 0;
        var clothes = Person(ref random, rides ? StreetKind.Rider : StreetKind.Person, new Point3(x, lift, z), size);
        if (!rides) return;
        foreach (var end in (double[])[-.55, .55]) solids.Add(new StreetEllipsoid(StreetKind.Bicycle, new Point3(x, .34, z + end), new Point3(.04, .34, .34), new PlainFinish(Rgb.Grey(.07))));
        solids.Add(new StreetBox(StreetKind.Bicycle, new Point3(x, .62, z), new Point3(.04, .05, .5), new PlainFinish(clothes * .5)));
    }

    /// <summary>Legs, trunk, arms and head.</summary>
    /// <returns>The colour of the clothes.</returns>
    private Rgb Person(ref SampleRandom random, StreetKind kind, Point3 foot, double size)
    {
        var top = Rgb.FromHsv(random.NextDouble(), random.Uniform(.1, .8), random.Uniform(.1, .8));
        var trousers = new PlainFinish(Rgb.FromHsv(random.Uniform(.5, .75), random.Uniform(.05, .5), random.Uniform(.08, .45)));
        var skin = Rgb.FromHsv(random.Uniform(.03, .09), random.Uniform(.25, .6), random.Uniform(.3, .9));
        var stride = random.Uniform(.05, .17);
        foreach (var side in (int[])[-1, 1])
        {
            Part(side * stride * .6, .42, side * stride, new Point3(.1, .46, .11), trousers);
            Part(side * .24, 1.08, 0, new Point3(.07, .34, .08), new PlainFinish(top * .9));
        }
        Part(0, 1.14, 0, new Point3(.23, .38, .16), new PlainFinish(top));
        Part(0, 1.62, 0, new Point3(.105, .135, .115), new PlainFinish(skin));
        return top;

        void Part(double x, double y, double z, Point3 half, StreetFinish finish) =>
            solids.Add(new StreetEllipsoid(kind, foot + new Point3(x, y * size, z), half * size, finish));
    }

    /// <summary>Where a vehicle stands, its width, height and length, and where it heads.</summary>
    private readonly record struct VehicleBox(Point3 Foot, Point3 Size, double Yaw)
    {
        /// <summary>A place in the street from one in the vehicle: across, up and along.</summary>
        public Point3 Place(double across, double up, double along)
        {
            var (cos, sin) = (PortableMath.Cos(Yaw), PortableMath.Sin(Yaw));
            return Foot + new Point3(cos * across + sin * along, up, cos * along - sin * across);
        }
    }
}
