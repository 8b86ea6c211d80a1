using PML.Support;

namespace PML.DataPrep;

/// <summary>How a copy of MultiMNIST is made; the paper's words and its released code differ.</summary>
/// <param name="Kind"><c>paper</c>, <c>code</c> or <c>tiny</c>.</param>
/// <param name="Seed">The seed of everything drawn at random.</param>
/// <param name="SecondDigit">Row and column of the second digit's top-left pixel on the 36 x 36 canvas; the first digit's is (0, 0).</param>
/// <param name="Distinct">Whether a sample's two source images always differ.</param>
/// <param name="OneDraw">Whether training and validation samples are drawn together and then parted by a permutation, or drawn each on its own.</param>
/// <param name="Train">Training samples.</param>
/// <param name="Valid">Validation samples.</param>
/// <param name="Test">Test samples.</param>
internal sealed record MultiMnistProtocol(string Kind, ulong Seed, int SecondDigit, bool Distinct, bool OneDraw, int Train, int Valid, int Test)
{
    public static readonly IReadOnlyList<MultiMnistProtocol> All =
    [
        // Paper, appendix B: two images sampled with replacement, top-left and bottom-right, 60,000 / 10,000 / 10,000.
        new("paper", 0, SecondDigit: 8, Distinct: false, OneDraw: false, 60_000, 10_000, 10_000),
        // The released code: never the same image twice, second digit at 6:34, 60,000 samples parted 50,000 / 10,000.
        new("code", 0, SecondDigit: 6, Distinct: true, OneDraw: true, 50_000, 10_000, 10_000),
        // The code's geometry on generated digits.
        new("tiny", 0, SecondDigit: 6, Distinct: true, OneDraw: true, 2_048, 512, 512),
    ];

    /// <summary>The folder's name: the kind, and the seed where it is not 0.</summary>
    public string Name => SeededName.Of(Kind, Seed);

    public bool Generated => Kind == "tiny";

    /// <summary>The protocol that options name.</summary>
    /// <param name="name">A kind, or a folder's name such as <c>code-seed3</c>; null for <c>paper</c>, or <c>tiny</c> where that is asked for.</param>
    /// <param name="seed">A whole number; null for the name's, or 0.</param>
    /// <param name="tiny">Whether the generated set is asked for beside the name.</param>
    /// <exception cref="PmlException">No protocol has this name, or the options contradict each other.</exception>
    public static MultiMnistProtocol Parse(string? name, string? seed = null, bool tiny = false)
    {
        var (kind, number) = SeededName.Parse(name ?? (tiny ? "tiny" : "paper"), seed);
        var protocol = All.FirstOrDefault(known => known.Kind == kind)
            ?? throw new PmlException($"--protocol must be one of {string.Join(", ", All.Select(known => known.Kind))}, and may end in {SeededName.Mark} and a number; found '{name}'.");
        if (tiny && !protocol.Generated) throw new PmlException($"--tiny is --protocol tiny; found --protocol {name} beside it.");
        return protocol with { Seed = number };
    }
}
