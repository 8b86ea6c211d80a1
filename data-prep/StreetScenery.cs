namespace PML.DataPrep;

/// <summary>What lines a street: rows of houses, walls, trees, bushes, poles with what they carry.</summary>
/// <param name="ground">The street.</param>
/// <param name="solids">Gets the solids.</param>
internal sealed class StreetScenery(StreetGround ground, List<StreetSolid> solids)
{
    // How often a colour is drawn at random, so that colour does not give the class away.
    private const double Surprise = .5;

    public void Fill(ref SampleRandom random)
    {
        Houses(ref random, -1, ground.Left - ground.LeftPavement - ground.LeftVerge);
        Houses(ref random, 1, ground.Right + ground.RightPavement + ground.RightVerge);
        if (random.Chance(.5)) FarBlock(ref random);
        for (var n = (int)random.Uniform(2, 12); n > 0; n--) Tree(ref random);
        for (var n = (int)random.Uniform(0, 7); n > 0; n--) Bush(ref random);
        for (var n = (int)random.Uniform(2, 9); n > 0; n--) Pole(ref random);
    }

    private void Houses(ref SampleRandom random, int side, double edge)
    {
        for (var z = random.Uniform(-6, 3); z < 140;)
        {
            var length = random.Uniform(6, 18);
            if (random.Chance(.82)) House(ref random, side, edge, z + length / 2, length / 2);
            else if (random.Chance(.5))
            {
                var height = .6 + .4 * random.NextDouble();
                solids.Add(new StreetBox(StreetKind.Wall, new Point3(edge + side * .2, height, z + length / 2), new Point3(.12, height, length / 2),
                    new PlainFinish(Rgb.FromHsv(random.Uniform(.05, .15), .3, random.Uniform(.3, .6)))));
            }
            z += length + (random.Chance(.25) ? random.Uniform(2, 9) : random.Uniform(0, .4));
        }
    }

    private void House(ref SampleRandom random, int side, double edge, double z, double halfLength)
    {
        var (height, depth, setBack) = (random.Uniform(4, 16), random.Uniform(6, 12), random.Uniform(0, 1.5));
        var facade = Facade(ref random, random.Chance(.4));
        var x = edge + side * (setBack + depth / 2);
        solids.Add(new StreetBox(StreetKind.Building, new Point3(x, height / 2, z), new Point3(depth / 2, height / 2, halfLength), facade));
        // A roof that stands back a little.
        if (random.Chance(.45)) solids.Add(new StreetBox(StreetKind.Building, new Point3(x, height + .7, z), new Point3(depth * .4, .7, halfLength * .92), new PlainFinish(new Rgb(.42, .26, .2).Towards(facade.Wall * .6, random.NextDouble()))));
    }

    private void FarBlock(ref SampleRandom random)
    {
        var height = random.Uniform(4, 9);
        solids.Add(new StreetBox(StreetKind.Building, new Point3(random.Uniform(-10, 10), height, random.Uniform(90, 150)), new Point3(random.Uniform(6, 30), height, 4), Facade(ref random, shop: false)));
    }

    private static FacadeFinish Facade(ref SampleRandom random, bool shop)
    {
        var hue = random.Uniform(.02, .12) + (random.Chance(Surprise) ? random.NextDouble() : 0);
        var wall = Rgb.FromHsv(hue, random.Uniform(.05, .4), random.Uniform(.38, .85));
        var glass = Rgb.FromHsv(random.Uniform(.5, .65), .3, random.Uniform(.15, .5));
        return new FacadeFinish(wall, glass, random.Uniform(1.7, 2.8), random.Uniform(2.6, 3.3), shop, (uint)random.NextUInt64());
    }

    private void Tree(ref SampleRandom random)
    {
        var (x, z) = (ground.Beside(ref random, .5), random.Uniform(6, 90));
        var (trunk, crown) = (random.Uniform(1.6, 3.2), random.Uniform(.9, 2.6));
        solids.Add(new StreetCylinder(StreetKind.Vegetation, new Point3(x, trunk / 2, z), random.Uniform(.08, .22), trunk / 2, new PlainFinish(new Rgb(.28, .2, .13))));
        var green = Green(ref random, random.Chance(Surprise * .3) ? random.Uniform(-.15, 0) : 0);
        for (var n = 3 + random.Next(4); n > 0; n--)
        {
            var place = new Point3(x + random.Uniform(-.6, .6) * crown, trunk + random.Uniform(.2, .9) * crown, z + random.Uniform(-.6, .6) * crown);
            var half = new Point3(random.Uniform(.55, .95), random.Uniform(.45, .8), random.Uniform(.55, .95)) * crown;
            solids.Add(new StreetEllipsoid(StreetKind.Vegetation, place, half, new LeafFinish(green * random.Uniform(.8, 1.2), (uint)random.NextUInt64())));
        }
    }

    private void Bush(ref SampleRandom random)
    {
        var place = new Point3(ground.Beside(ref random, .8, beyond: .5), .35, random.Uniform(5, 60));
        var half = new Point3(random.Uniform(.4, 1.4), random.Uniform(.4, 1.1), random.Uniform(.4, 2));
        solids.Add(new StreetEllipsoid(StreetKind.Vegetation, place, half, new LeafFinish(Green(ref random, 0), (uint)random.NextUInt64())));
    }

    private static Rgb Green(ref SampleRandom random, double shift) => Rgb.FromHsv(random.Uniform(.2, .36) + shift, random.Uniform(.3, .7), random.Uniform(.22, .5));

    private void Pole(ref SampleRandom random)
    {
        var side = random.Chance(.5) ? -1 : 1;
        var (x, z) = ((side < 0 ? ground.Left : ground.Right) + side * random.Uniform(.25, 1), random.Uniform(5, 70));
        var height = random.Uniform(2.2, 7);
        var paint = new PlainFinish(Rgb.Grey(random.Uniform(.25, .65)));
        solids.Add(new StreetCylinder(StreetKind.Pole, new Point3(x, height / 2, z), random.Uniform(.05, .11), height / 2, paint));
        if (random.Chance(.55)) Sign(ref random, new Point3(x, Math.Min(height, 2.9) - .1, z - .12));
        else if (random.Chance(.4)) solids.Add(new StreetBox(StreetKind.TrafficLight, new Point3(x, Math.Min(height, 3.2), z - .1), new Point3(.16, .45, .14), new TrafficLightFinish(random.Next(3))));
        else if (height > 5) solids.Add(new StreetBox(StreetKind.Pole, new Point3(x - side * .9, height - .08, z), new Point3(.9, .05, .05), paint));
    }

    private void Sign(ref SampleRandom random, Point3 place)
    {
        var size = random.Uniform(.25, .5);
        var hue = random.Chance(.5) ? random.Uniform(0, .03) : random.Uniform(.55, .65);
        var face = Rgb.FromHsv(hue, random.Uniform(.5, .9), random.Uniform(.5, .95));
        solids.Add(new StreetBox(StreetKind.TrafficSign, place, new Point3(size, size * random.Uniform(.7, 1.3), .03), new SignFinish(face, Rgb.Grey(.9), random.Chance(.5))));
    }
}
