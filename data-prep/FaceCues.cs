namespace PML.DataPrep;

/// <summary>What the parts of a face are drawn from: the noisy traits, and how young and how old they make it.</summary>
internal sealed class FaceCues(FaceTraits traits)
{
    public double Age { get; } = traits.AgeSeen;

    public double Kind { get; } = traits.KindSeen;

    public double Hue { get; } = traits.ClanSeen.Hue;

    public double Eyes { get; } = traits.ClanSeen.Eyes;

    public double Curl { get; } = traits.ClanSeen.Curl;

    /// <summary>1 for a small child, 0 from 17 on.</summary>
    public double Child { get; } = 1 - Shapes.Step(2, 17, traits.AgeSeen);

    /// <summary>0 until 28, 1 from 82 on.</summary>
    public double Old { get; } = Shapes.Step(28, 82, traits.AgeSeen);

    /// <summary>-1 to 1: <see cref="Kind"/> without its far ends.</summary>
    public double KindSide { get; } = 2 * Shapes.Step(-2, 2, traits.KindSeen) - 1;
}
