using PML.Support;

namespace PML.DataPrep;

/// <summary>How a copy of MultiMNIST or MultiMNIST-3 is made; the paper's words and its released code differ.</summary>
/// <param name="Kind"><c>paper</c>, <c>code</c> or <c>tiny</c>.</param>
/// <param name="Seed">The seed of everything drawn at random.</param>
/// <param name="Layout">Where the digits lie, and how many there are.</param>
/// <param name="Distinct">Whether a sample's source images always differ.</param>
/// <param name="OneDraw">Whether training and validation samples are drawn together and then parted by a permutation, or drawn each on its own.</param>
/// <param name="Train">Training samples.</param>
/// <param name="Valid">Validation samples.</param>
/// <param name="Test">Test samples.</param>
internal sealed record MultiMnistProtocol(string Kind, ulong Seed, DigitLayout Layout, bool Distinct, bool OneDraw, int Train, int Valid, int Test)
{
    /// <summary>The protocols of both sets, each set's default first.</summary>
    public static readonly IReadOnlyList<MultiMnistProtocol> All =
    [
        // Paper, appendix B: two images sampled with replacement, top-left and bottom-right, 60,000 / 10,000 / 10,000.
        Paper(DigitLayout.Two(8)),
        // The released code: never the same image twice, second digit at 6:34, 60,000 samples parted 50,000 / 10,000.
        Code(DigitLayout.Two(6)),
        // The code's geometry on generated digits.
        Tiny(DigitLayout.Two(6)),
        // Three digits; the paper's words and the code agree on where they lie.
        Paper(DigitLayout.Three),
        Code(DigitLayout.Three),
        Tiny(DigitLayout.Three),
    ];

    /// <summary>The set's name.</summary>
    public string Set => Layout.Set;

    /// <summary>The folder's name: the kind, and the seed where it is not 0.</summary>
    public string Name => SeededName.Of(Kind, Seed);

    public bool Generated => Kind == "tiny";

    /// <summary>The protocols of one set, without other seeds.</summary>
    public static IReadOnlyList<MultiMnistProtocol> Of(string set) => [.. All.Where(protocol => protocol.Set == set)];

    /// <summary>The protocol that options name.</summary>
    /// <param name="name">A kind, or a folder's name such as <c>code-seed3</c>; null for <c>paper</c>, or <c>tiny</c> where that is asked for.</param>
    /// <param name="seed">A whole number; null for the name's, or 0.</param>
    /// <param name="tiny">Whether the generated set is asked for beside the name.</param>
    /// <param name="set">Which set's.</param>
    /// <exception cref="PmlException">No protocol has this name, or the options contradict each other.</exception>
    public static MultiMnistProtocol Parse(string? name, string? seed = null, bool tiny = false, string set = DigitLayout.MultiMnist)
    {
        var known = Of(set);
        var (kind, number) = SeededName.Parse(name ?? (tiny ? "tiny" : known[0].Kind), seed);
        var protocol = known.FirstOrDefault(protocol => protocol.Kind == kind)
            ?? throw new PmlException($"--protocol must be one of {string.Join(", ", known.Select(protocol => protocol.Kind))}, and may end in {SeededName.Mark} and a number; found '{name}'.");
        if (tiny && !protocol.Generated) throw new PmlException($"--tiny is --protocol tiny; found --protocol {name} beside it.");
        return protocol with { Seed = number };
    }

    private static MultiMnistProtocol Paper(DigitLayout layout) => new("paper", 0, layout, Distinct: false, OneDraw: false, 60_000, 10_000, 10_000);

    private static MultiMnistProtocol Code(DigitLayout layout) => new("code", 0, layout, Distinct: true, OneDraw: true, 50_000, 10_000, 10_000);

    private static MultiMnistProtocol Tiny(DigitLayout layout) => new("tiny", 0, layout, Distinct: true, OneDraw: true, 2_048, 512, 512);
}
