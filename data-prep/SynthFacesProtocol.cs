using PML.Support;

namespace PML.DataPrep;

/// <summary>How many faces are generated, and from which seed.</summary>
/// <param name="Kind"><c>tiny</c>, <c>small</c> or <c>full</c>.</param>
/// <param name="Seed">The seed of everything drawn at random.</param>
/// <param name="Count">Faces in all.</param>
internal sealed record SynthFacesProtocol(string Kind, ulong Seed, int Count)
{
    // Full is as many as UTKFace has with readable names.
    public static readonly IReadOnlyList<SynthFacesProtocol> All = [new("tiny", 0, 256), new("small", 0, 2_048), new("full", 0, 23_705)];

    /// <summary>The folder's name: the kind, and the seed where it is not 0.</summary>
    public string Name => SeededName.Of(Kind, Seed);

    /// <summary>The protocol that options name.</summary>
    /// <param name="name">A kind, or a folder's name such as <c>full-seed3</c>; null for <c>small</c>.</param>
    /// <param name="seed">A whole number; null for the name's, or 0.</param>
    /// <exception cref="PmlException">No protocol has this name, or the options contradict each other.</exception>
    public static SynthFacesProtocol Parse(string? name, string? seed = null)
    {
        var (kind, number) = SeededName.Parse(name ?? "small", seed);
        var protocol = All.FirstOrDefault(known => known.Kind == kind)
            ?? throw new PmlException($"--protocol must be one of {string.Join(", ", All.Select(known => known.Kind))}, and may end in {SeededName.Mark} and a number; found '{name}'.");
        return protocol with { Seed = number };
    }
}
