using PML.Support;

namespace PML.DataPrep;

/// <summary>Which rows a copy of the Census set has, and how education is labelled.</summary>
/// <param name="Kind"><c>official</c>, <c>kdd-test-only</c> or <c>generated</c>.</param>
/// <param name="Corrected">Whether a Masters degree counts as college; the released code misspells it, so that it does not.</param>
/// <param name="Seed">The seed of the split, and of everything generated.</param>
internal sealed record CensusProtocol(string Kind, bool Corrected, ulong Seed)
{
    /// <summary>Both files, as the released code splits them.</summary>
    public const string Official = "official";

    /// <summary>The test file alone, split in three.</summary>
    public const string TestOnly = "kdd-test-only";

    /// <summary>A generated stand-in.</summary>
    public const string Generated = "generated";

    public static readonly IReadOnlyList<string> Kinds = [TestOnly, Official, Generated];

    private const string CorrectedMark = "-corrected";
    private const string OfficialLabels = "official";
    private const string CorrectedLabels = "corrected";

    /// <summary>The folder's name: kind, labels and seed, as far as they are not the usual ones.</summary>
    public string Name => SeededName.Of(Corrected ? Kind + CorrectedMark : Kind, Seed);

    /// <summary>The protocol that options name.</summary>
    /// <param name="name">A kind, or a folder's name such as <c>kdd-test-only-corrected-seed3</c>; null for <c>kdd-test-only</c>.</param>
    /// <param name="labels"><c>official</c> or <c>corrected</c>; null for the name's.</param>
    /// <param name="seed">A whole number below 2^32; null for the name's, or 0.</param>
    /// <exception cref="PmlException">No protocol has this name, or the options contradict each other.</exception>
    public static CensusProtocol Parse(string? name, string? labels = null, string? seed = null)
    {
        var (kind, number) = SeededName.Parse(name ?? TestOnly, seed);
        var inName = kind.EndsWith(CorrectedMark, StringComparison.Ordinal);
        if (inName) kind = kind[..^CorrectedMark.Length];
        if (!Kinds.Contains(kind)) throw new PmlException($"--protocol must be one of {string.Join(", ", Kinds)}, and may end in {CorrectedMark}, and in {SeededName.Mark} and a number; found '{name}'.");
        if (labels is not (null or OfficialLabels or CorrectedLabels)) throw new PmlException($"--labels must be {OfficialLabels} or {CorrectedLabels}; found '{labels}'.");
        if (inName && labels == OfficialLabels) throw new PmlException($"--protocol {name} and --labels must name the same labels; found {labels}.");
        // NumPy's generator, which splits the rows, takes no greater seed.
        return new CensusProtocol(kind, inName || labels == CorrectedLabels, Check.InRange(number, 0UL, uint.MaxValue, "--seed"));
    }
}
