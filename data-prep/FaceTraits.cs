namespace PML.DataPrep;

/// <summary>The labels of a generated face, and the noisy numbers that are drawn in their place.</summary>
/// <param name="Age">In years, 1 to 116.</param>
/// <param name="Kind">0 or 1.</param>
/// <param name="Clan">0 to 4.</param>
/// <param name="AgeSeen">The age that the picture shows, 0 to 120.</param>
/// <param name="KindSeen">Below 0 looks like kind 0, above 0 like kind 1; about -3 to 3.</param>
/// <param name="ClanSeen">The point that the picture shows as hue, eyes and curl; about -2.5 to 2.5 each.</param>
internal sealed record FaceTraits(int Age, int Kind, int Clan, double AgeSeen, double KindSeen, (double Hue, double Eyes, double Curl) ClanSeen)
{
    // Shares and mixture after UTKFace's own histograms, so that losses and class imbalance are of its size.
    private const double KindShare = 0.477;

    private static readonly double[] ClanShares = [0.425, 0.191, 0.145, 0.168, 0.071];

    /// <summary>The point of each clan: four corners and their middle.</summary>
    public static readonly IReadOnlyList<(double Hue, double Eyes, double Curl)> ClanCentres = [(-1, -0.6, -0.5), (1, -0.6, -0.5), (0, 1.1, -0.5), (0, 0, 1.2), (0, -0.1, -0.05)];

    public static FaceTraits Draw(ref SampleRandom random, FaceKnobs knobs)
    {
        var age = DrawAge(ref random);
        var kind = random.Chance(KindShare) ? 1 : 0;
        var clan = DrawClan(ref random);
        var ageSeen = Math.Clamp(age + knobs.AgeNoise * random.Normal(), 0, 120);
        var kindSeen = 2 * kind - 1 + knobs.KindNoise * random.Normal();
        var centre = ClanCentres[clan];
        var hue = centre.Hue + knobs.ClanNoise * random.Normal();
        var eyes = centre.Eyes + knobs.ClanNoise * random.Normal();
        var curl = centre.Curl + knobs.ClanNoise * random.Normal();
        return new FaceTraits(age, kind, clan, ageSeen, kindSeen, (hue, eyes, curl));
    }

    private static int DrawAge(ref SampleRandom random)
    {
        var group = random.NextDouble();
        var age = group switch
        {
            < 0.13 => 1 + 9 * Square(random.NextDouble()),
            < 0.75 => Math.Clamp(27 + 9 * random.Normal(), 8, 60),
            _ => Math.Clamp(52 + 17 * random.Normal(), 20, 116),
        };
        return (int)(age + 0.5);
    }

    private static int DrawClan(ref SampleRandom random)
    {
        var share = random.NextDouble();
        for (var clan = 0; clan < ClanShares.Length - 1; clan++)
        {
            share -= ClanShares[clan];
            if (share < 0) return clan;
        }
        return ClanShares.Length - 1;
    }

    private static double Square(double x) => x * x;
}
