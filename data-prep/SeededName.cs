using System.Globalization;
using PML.Support;

namespace PML.DataPrep;

/// <summary>A protocol's name: its kind, and the seed where it is not 0, e.g. <c>paper</c> and <c>paper-seed3</c>.</summary>
internal static class SeededName
{
    public const string Mark = "-seed";

    public static string Of(string kind, ulong seed) => seed == 0 ? kind : $"{kind}{Mark}{seed.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Kind and seed that options name.</summary>
    /// <param name="name">A kind, or a name with a seed in it.</param>
    /// <param name="seed">What <c>--seed</c> says; null for the name's, or 0.</param>
    /// <exception cref="PmlException">A seed is no whole number, or the two contradict each other.</exception>
    public static (string Kind, ulong Seed) Parse(string name, string? seed)
    {
        var mark = name.IndexOf(Mark, StringComparison.Ordinal);
        var kind = mark < 0 ? name : name[..mark];
        var inName = mark < 0 ? null : Number(name[(mark + Mark.Length)..], $"--protocol {kind}{Mark}");
        var asked = Number(seed, "--seed");
        if (inName is not null && asked is not null && inName != asked) throw new PmlException($"--protocol {name} and --seed must name the same seed; found {asked}.");
        return (kind, asked ?? inName ?? 0);
    }

    private static ulong? Number(string? text, string what)
    {
        if (text is null) return null;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new PmlException($"{what} must have a whole number from 0 to {ulong.MaxValue}; found '{text}'.");
    }
}
