using PML.Support;

namespace PML.DataPrep;

/// <summary>How Cityscapes' public pictures become training, validation and test data.</summary>
/// <param name="Kind"><c>paper</c> or <c>code</c>.</param>
/// <param name="Seed">The seed of the permutation that parts training and validation pictures.</param>
/// <param name="Valid">Validation pictures taken from the official training ones; 0 where the test pictures serve for validation too.</param>
internal sealed record CityscapesProtocol(string Kind, ulong Seed, int Valid)
{
    public static readonly IReadOnlyList<CityscapesProtocol> All =
    [
        // Earlier work, which the paper follows: 2,975 to train on, the official 500 validation pictures for everything else.
        new("paper", 0, 0),
        // The released code's split: 2,500 / 475, and the official 500 as test.
        new("code", 0, 475),
    ];

    /// <summary>The folder's name: the kind, and the seed where it is not 0.</summary>
    public string Name => SeededName.Of(Kind, Seed);

    /// <summary>The protocol that options name.</summary>
    /// <param name="name">A kind, or a folder's name such as <c>code-seed3</c>; null for <c>paper</c>.</param>
    /// <param name="seed">A whole number; null for the name's, or 0.</param>
    /// <exception cref="PmlException">No protocol has this name, or the options contradict each other.</exception>
    public static CityscapesProtocol Parse(string? name, string? seed = null)
    {
        var (kind, number) = SeededName.Parse(name ?? "paper", seed);
        var protocol = All.FirstOrDefault(known => known.Kind == kind)
            ?? throw new PmlException($"--protocol must be one of {string.Join(", ", All.Select(known => known.Kind))}, and may end in {SeededName.Mark} and a number; found '{name}'.");
        return protocol with { Seed = number };
    }

    /// <summary>Parts the official training pictures.</summary>
    /// <param name="count">How many were read.</param>
    /// <returns>Places of the training and of the validation pictures, each in order.</returns>
    /// <exception cref="PmlException">There are no more than <see cref="Valid"/>.</exception>
    public (int[] Train, int[] Valid) Part(int count)
    {
        if (count <= Valid) throw new PmlException($"Cityscapes' train folder must have more than {Valid} pictures for protocol {Kind}; found {count}.");
        var order = Enumerable.Range(0, count).ToArray();
        var random = new SampleRandom(Seed, RandomStream.Split, 0);
        for (var last = count - 1; last > 0 && Valid > 0; last--)
        {
            var other = random.Next(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
        return ([.. order[..(count - Valid)].Order()], [.. order[(count - Valid)..].Order()]);
    }
}
