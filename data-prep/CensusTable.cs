namespace PML.DataPrep;

/// <summary>The rows of one or more Census files, as compact as they can be: 7 numbers, 29 places of a 1 among the features, 2 labels.</summary>
internal sealed class CensusTable
{
    private readonly List<double> values = [];
    private readonly List<ushort> codes = [];
    private readonly List<byte> labels = [];

    public int Count => labels.Count / 2;

    /// <summary>Takes a row.</summary>
    /// <param name="row">Its <see cref="CensusSchema.Values"/> numbers, not yet scaled.</param>
    /// <param name="ones">Which features are 1, <see cref="CensusSchema.Codes"/> of them.</param>
    /// <param name="age">The first task's label.</param>
    /// <param name="education">The second task's label.</param>
    public void Add(ReadOnlySpan<double> row, ReadOnlySpan<ushort> ones, bool age, bool education)
    {
        values.AddRange(row);
        codes.AddRange(ones);
        labels.Add((byte)(age ? 1 : 0));
        labels.Add((byte)(education ? 1 : 0));
    }

    public double Value(int row, int value) => values[row * CensusSchema.Values + value];

    /// <summary>Which features of some rows are 1, [n, 29].</summary>
    public ushort[] Codes(IReadOnlyList<int> rows) => Take(codes, rows, CensusSchema.Codes);

    /// <summary>Both labels of some rows, [n, 2].</summary>
    public byte[] Labels(IReadOnlyList<int> rows) => Take(labels, rows, 2);

    private static T[] Take<T>(List<T> all, IReadOnlyList<int> rows, int width)
    {
        var taken = new T[rows.Count * width];
        for (var i = 0; i < rows.Count; i++) all.CopyTo(rows[i] * width, taken, i * width, width);
        return taken;
    }
}
