using PML.Support;

namespace PML.DataPrep;

/// <summary>Which rows of the table belong to which split.</summary>
/// <param name="Fitted">The rows that the scaling's statistics are of: training and validation.</param>
/// <param name="Train">Training rows.</param>
/// <param name="Valid">Validation rows.</param>
/// <param name="Test">Test rows.</param>
internal sealed record CensusSplits(int[] Fitted, int[] Train, int[] Valid, int[] Test)
{
    private const int FewestRows = 30;

    /// <summary>The released code's split: one file is trained on, less a fifth for validation; the other tests.</summary>
    /// <param name="train">How many rows of the table come from the training file; they are the first.</param>
    /// <param name="all">All rows.</param>
    /// <param name="seed">The code's is always 0.</param>
    public static CensusSplits TwoFiles(int train, int all, uint seed) => Of([.. Enumerable.Range(0, train)], [.. Enumerable.Range(train, all - train)], seed);

    /// <summary>A third of one file tests; what is left is split as the released code does it.</summary>
    /// <param name="all">All rows.</param>
    /// <param name="seed">The seed of both splits.</param>
    public static CensusSplits OneFile(int all, uint seed)
    {
        var (fitted, test) = Part([.. Enumerable.Range(0, Enough(all))], 1.0 / 3, seed);
        return Of(fitted, test, seed);
    }

    private static CensusSplits Of(int[] fitted, int[] test, uint seed)
    {
        Enough(fitted.Length + test.Length);
        var (train, valid) = Part(fitted, 0.2, seed);
        return new CensusSplits(fitted, train, valid, test);
    }

    /// <summary>scikit-learn's <c>train_test_split</c>: a permutation, whose start is held out.</summary>
    private static (int[] Kept, int[] Held) Part(int[] rows, double share, uint seed)
    {
        var order = new NumPyRandom(seed).Permutation(rows.Length).Select(place => rows[place]).ToArray();
        var held = (int)Math.Ceiling(share * rows.Length);
        return (order[held..], order[..held]);
    }

    private static int Enough(int rows) => rows >= FewestRows ? rows : throw new PmlException($"A Census table must have at least {FewestRows} sound rows to be split; found {rows}.");
}
