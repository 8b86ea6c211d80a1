namespace PML.DataPrep;

/// <summary>How hard the generated faces are, and how much they vary in what no task asks for.</summary>
/// <remarks>A label is never drawn itself: noise is added to it first, and only the sum is drawn. So the best possible accuracies are known:
/// kind's is Phi(1 / <see cref="KindNoise"/>), 0.947 here; clan's is that of the best guess from <see cref="FaceTraits"/>' point, 0.94 here.</remarks>
internal sealed record FaceKnobs
{
    /// <summary>Standard deviation added to the age, in years.</summary>
    public double AgeNoise { get; init; } = 3;

    /// <summary>Standard deviation added to the kind, which is -1 or 1.</summary>
    public double KindNoise { get; init; } = 0.62;

    /// <summary>Standard deviation added to each of the three numbers of a clan; clans' centres are about 2 apart.</summary>
    public double ClanNoise { get; init; } = 0.40;

    /// <summary>How much light varies: direction, colour, brightness; 1 is usual, 0 none.</summary>
    public double Light { get; init; } = 1;

    /// <summary>How much place, size and turn of the head vary; 1 is usual, 0 none.</summary>
    public double Pose { get; init; } = 1;

    /// <summary>Share of pictures with something in front of the face.</summary>
    public double Occluders { get; init; } = 0.2;

    /// <summary>The strongest blur: the share of a pixel that its neighbours get.</summary>
    public double Blur { get; init; } = 0.5;

    /// <summary>Standard deviation of a pixel's noise, of a full scale of 1.</summary>
    public double PixelNoise { get; init; } = 0.025;

    /// <summary>Points computed for each pixel, along each axis.</summary>
    public int Supersampling { get; init; } = 2;
}
