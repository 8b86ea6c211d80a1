namespace PML.DataPrep;

/// <summary>Z-scoring of the numbers: less the mean, over the deviation (with n, not n - 1), both of the rows that are trained or validated on.</summary>
/// <remarks>As scikit-learn's StandardScaler in the paper's released code, which fits it before the validation rows are parted off. A column of equal
/// numbers is only shifted. The sex, 0 or 1, stays as it is.</remarks>
internal sealed class CensusScaling
{
    private static readonly CensusColumn[] Columns = [.. CensusSchema.Columns.Where(column => column.IsValue)];

    private readonly CensusTable table;

    public CensusScaling(CensusTable table, IReadOnlyList<int> fitted)
    {
        this.table = table;
        for (var value = 0; value < Columns.Length; value++)
        {
            if (Columns[value].Kind == CensusColumnKind.Binary) continue;
            double sum = 0, squares = 0;
            foreach (var row in fitted) sum += table.Value(row, value);
            var mean = sum / fitted.Count;
            foreach (var row in fitted) squares += (table.Value(row, value) - mean) * (table.Value(row, value) - mean);
            (Mean[value], Deviation[value]) = (mean, squares > 0 ? Math.Sqrt(squares / fitted.Count) : 1);
        }
    }

    /// <summary>What is subtracted, one a number.</summary>
    public double[] Mean { get; } = new double[Columns.Length];

    /// <summary>What is divided by, one a number.</summary>
    public double[] Deviation { get; } = [.. Enumerable.Repeat(1.0, Columns.Length)];

    /// <summary>The scaled numbers of some rows, [n, 7].</summary>
    public float[] Scaled(IReadOnlyList<int> rows)
    {
        var scaled = new float[rows.Count * Columns.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            var value = i % Columns.Length;
            scaled[i] = (float)((table.Value(rows[i / Columns.Length], value) - Mean[value]) / Deviation[value]);
        }
        return scaled;
    }

    /// <summary>The constants, for the manifest.</summary>
    public override string ToString() => string.Join("; ", Columns.Select((column, value) =>
        column.Kind == CensusColumnKind.Binary ? $"{column.Name} {column.Categories[0]} 0, {column.Categories[1]} 1" : FormattableString.Invariant($"{column.Name} {Mean[value]:r} {Deviation[value]:r}")));
}
