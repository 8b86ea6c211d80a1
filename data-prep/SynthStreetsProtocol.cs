using PML.Support;

namespace PML.DataPrep;

/// <summary>How large a generated set of streets is.</summary>
/// <param name="Kind"><c>tiny</c>, <c>small</c> or <c>full</c>.</param>
/// <param name="Seed">The seed of everything drawn at random.</param>
/// <param name="Height">Rows of a picture; half of its columns.</param>
/// <param name="Train">Training scenes.</param>
/// <param name="Valid">Validation scenes; drawn after the training ones, from the same stream.</param>
/// <param name="Test">Test scenes.</param>
internal sealed record SynthStreetsProtocol(string Kind, ulong Seed, int Height, int Train, int Valid, int Test)
{
    public static readonly IReadOnlyList<SynthStreetsProtocol> All =
    [
        new("tiny", 0, 64, 32, 8, 8),
        new("small", 0, 64, 160, 40, 40),
        // Cityscapes' size, and the released code's split of it.
        new("full", 0, 128, 2_500, 475, 500),
    ];

    public int Width => 2 * Height;

    /// <summary>The folder's name: the kind, and the seed where it is not 0.</summary>
    public string Name => SeededName.Of(Kind, Seed);

    /// <summary>The splits: name, stream, first index, number of scenes.</summary>
    public IReadOnlyList<(string Name, RandomStream Stream, int First, int Count)> Splits =>
        [("train", RandomStream.StreetsTrain, 0, Train), ("valid", RandomStream.StreetsTrain, Train, Valid), ("test", RandomStream.StreetsTest, 0, Test)];

    /// <summary>The protocol that options name.</summary>
    /// <param name="name">A kind, or a folder's name such as <c>small-seed3</c>; null for <c>small</c>.</param>
    /// <param name="seed">A whole number; null for the name's, or 0.</param>
    /// <exception cref="PmlException">No protocol has this name, or the options contradict each other.</exception>
    public static SynthStreetsProtocol Parse(string? name, string? seed = null)
    {
        var (kind, number) = SeededName.Parse(name ?? "small", seed);
        var protocol = All.FirstOrDefault(known => known.Kind == kind)
            ?? throw new PmlException($"--protocol must be one of {string.Join(", ", All.Select(known => known.Kind))}, and may end in {SeededName.Mark} and a number; found '{name}'.");
        return protocol with { Seed = number };
    }
}
