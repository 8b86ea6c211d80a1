using System.Globalization;
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
    private const string SeedMark = "-seed";

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
    public string Name => Seed == 0 ? Kind : $"{Kind}{SeedMark}{Seed.ToString(CultureInfo.InvariantCulture)}";

    public bool Generated => Kind == "tiny";

    /// <summary>The protocol of a name such as <c>paper</c> or <c>code-seed3</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="seed">The seed asked for beside the name; null for none.</param>
    /// <exception cref="PmlException">No protocol has this name, or the name and <paramref name="seed"/> disagree.</exception>
    public static MultiMnistProtocol Parse(string name, ulong? seed = null)
    {
        var mark = name.IndexOf(SeedMark, StringComparison.Ordinal);
        var kind = mark < 0 ? name : name[..mark];
        var protocol = All.FirstOrDefault(known => known.Kind == kind)
            ?? throw new PmlException($"--protocol must be one of {string.Join(", ", All.Select(known => known.Kind))}; found '{name}'.");
        if (mark < 0) return protocol with { Seed = seed ?? 0 };
        if (!ulong.TryParse(name.AsSpan(mark + SeedMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var named))
        {
            throw new PmlException($"--protocol must end in a whole number after '{SeedMark}'; found '{name}'.");
        }
        if (seed is { } asked && asked != named) throw new PmlException($"--protocol {name} and --seed must name the same seed; found {asked}.");
        return protocol with { Seed = named };
    }
}
