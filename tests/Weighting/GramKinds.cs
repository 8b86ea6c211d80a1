using CsCheck;

namespace PML.Tests.Weighting;

/// <summary>What is known of a set of task gradients.</summary>
internal enum GramKind
{
    FullRank, Orthogonal, RankDeficient, AllZero, OneZero, Duplicated, Conflicting, Opposite, Scaled, DifferentScales, SinglePrecision, Garbage,
}

/// <summary>Gradients and losses of a known kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Tasks">T.</param>
/// <param name="Seed">Which of that kind.</param>
internal sealed record GramCase(GramKind Kind, int Tasks, int Seed)
{
    private static readonly GramKind[] Kinds = Enum.GetValues<GramKind>();

    internal double[][] Jacobian { get; } = NewJacobian(Kind, Tasks, new Random(Seed));

    internal double[] Losses { get; } = NewLosses(Tasks, new Random(Seed + 1));

    internal double[,] Gram => Kind switch
    {
        GramKind.SinglePrecision => Map(Vectors.Gram(Jacobian), v => (float)v),
        GramKind.Garbage => Garbage(),
        _ => Vectors.Gram(Jacobian),
    };

    /// <summary>Cases of some kinds; all of them where none is named.</summary>
    internal static Gen<GramCase> Of(int least, int most, params GramKind[] kinds)
    {
        if (kinds.Length == 0) kinds = Kinds;
        return Gen.Select(Gen.Int[0, kinds.Length - 1], Gen.Int[least, most], Gen.Int[0, 1_000_000], (kind, tasks, seed) => new GramCase(kinds[kind], tasks, seed));
    }

    /// <summary>Cases of all kinds that are Gram matrices up to rounding in double precision.</summary>
    internal static Gen<GramCase> Exact(int least, int most) =>
        Of(least, most, [.. Kinds.Where(kind => kind is not (GramKind.SinglePrecision or GramKind.Garbage))]);

    private static double[][] NewJacobian(GramKind kind, int tasks, Random random)
    {
        var columns = tasks + 5;
        var rows = kind switch
        {
            GramKind.RankDeficient or GramKind.SinglePrecision => Products(Normal(tasks, Math.Max(1, tasks / 2), random), Normal(Math.Max(1, tasks / 2), columns, random)),
            _ => Normal(tasks, columns, random),
        };
        var magnitude = Math.Pow(10, -10 + 25 * random.NextDouble());
        double[] mean = [.. Enumerable.Range(0, columns).Select(k => rows.Average(row => row[k]))];
        return [.. Enumerable.Range(0, tasks).Select(Row)];

        double[] Row(int t) => kind switch
        {
            GramKind.Orthogonal => [.. rows[t].Select((v, k) => k == t ? v : 0)],
            GramKind.AllZero => new double[columns],
            GramKind.OneZero when t == tasks / 2 => new double[columns],
            GramKind.Duplicated => rows[t / 2],
            // Every task opposes the others: the mean is a tenth of what it was.
            GramKind.Conflicting when tasks > 1 => [.. rows[t].Zip(mean, (v, m) => v - 0.9 * m)],
            GramKind.Opposite when tasks > 1 && t == tasks - 1 => [.. rows[0].Select(v => -3 * v)],
            GramKind.Scaled => [.. rows[t].Select(v => v * magnitude)],
            GramKind.DifferentScales => [.. rows[t].Select(v => v * Math.Pow(10, (t * 5 + 3) % 13 - 6))],
            _ => rows[t],
        };
    }

    // Symmetric, not even nearly semi-definite; its diagonal is not negative, and sometimes 0.
    private double[,] Garbage()
    {
        var random = new Random(Seed + 2);
        var gram = new double[Tasks, Tasks];
        for (var i = 0; i < Tasks; i++)
        {
            for (var j = 0; j < i; j++) gram[i, j] = gram[j, i] = Normal(random);
            gram[i, i] = random.Next(4) == 0 ? 0 : Math.Abs(Normal(random));
        }

        return gram;
    }

    private static double[] NewLosses(int tasks, Random random) => [.. Enumerable.Range(0, tasks).Select(_ => Math.Pow(10, 4 * random.NextDouble() - 2))];

    private static double[][] Normal(int rows, int columns, Random random) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => Normal(random)).ToArray())];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[][] Products(double[][] a, double[][] b) => [.. a.Select(row => Vectors.Combination(row, b))];

    private static double[,] Map(double[,] matrix, Func<double, double> map)
    {
        for (var i = 0; i < matrix.GetLength(0); i++)
            for (var j = 0; j < matrix.GetLength(1); j++)
                matrix[i, j] = map(matrix[i, j]);
        return matrix;
    }
}
