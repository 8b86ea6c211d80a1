using CsCheck;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class SpearmanTests
{
    // Few values, so that there are ties.
    private static readonly Gen<(double[] A, double[] B)> Pairs =
        from n in Gen.Int[2, 12]
        from a in Gen.Int[-3, 3].Select(i => (double)i).Array[n]
        from b in Gen.Int[-3, 3].Select(i => (double)i).Array[n]
        select (a, b);

    [Fact]
    public void ValuesComputedByHand()
    {
        Assert.Equal(1, Spearman.Of([1, 2, 3, 4], [1, 10, 100, 1000])!.Value, 12);
        Assert.Equal(-1, Spearman.Of([1, 2, 3], [5, 4, -9])!.Value, 12);
        // Without ties 1 - 6 sum d^2 / (n (n^2 - 1)): rank differences 0, 1, -1, 0.
        Assert.Equal(1 - 6 * 2 / 60.0, Spearman.Of([1, 2, 3, 4], [1, 3, 2, 4])!.Value, 12);
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: products 4.5, sums of squares 4.5 and 5.
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), Spearman.Of([1, 2, 2, 3], [1, 2, 3, 4])!.Value, 12);
        Assert.Null(Spearman.Of([1, 1, 1], [1, 2, 3]));
        Assert.Null(Spearman.Of([1], [2]));
        Assert.Null(Spearman.Of([], []));
    }

    [Fact]
    public void IsPearsonsCorrelationOfRanksThatAreCounted() => Pairs.Sample(p =>
    {
        // A rank by counting: those below, and half of the others that are equal.
        static double[] Ranks(double[] values) => [.. values.Select(v => 1 + values.Count(w => w < v) + (values.Count(w => w == v) - 1) / 2.0)];
        static double Covariance(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Average() - x.Average() * y.Average();
        double[] a = Ranks(p.A), b = Ranks(p.B);
        return Spearman.Of(p.A, p.B) is { } rho
            ? Math.Abs(rho - Covariance(a, b) / Math.Sqrt(Covariance(a, a) * Covariance(b, b))) < 1e-9
            : p.A.Distinct().Count() == 1 || p.B.Distinct().Count() == 1;
    });

    [Fact]
    public void OnlyTheOrderCounts() => Pairs.Sample(p =>
    {
        var rho = Spearman.Of(p.A, p.B);
        bool Same(double? other, int sign = 1) => rho is { } value ? Math.Abs(sign * value - other!.Value) < 1e-12 : other is null;
        return Same(Spearman.Of(p.B, p.A)) && Same(Spearman.Of([.. p.A.Select(Math.Exp)], [.. p.B.Select(v => v * v * v)])) && Same(Spearman.Of(p.A, [.. p.B.Select(v => -v)]), -1)
            && Same(Spearman.Of([.. p.A.Reverse()], [.. p.B.Reverse()])) && rho is null or >= -1 and <= 1;
    });

    [Fact]
    public void RefusesListsThatDoNotPair()
    {
        Assert.Contains("found 1 and 2", Assert.Throws<PmlException>(() => Spearman.Of([1], [1, 2])).Message);
        Assert.Contains("finite numbers; found [1, NaN]", Assert.Throws<PmlException>(() => Spearman.Of([1, 2], [1, double.NaN])).Message);
    }
}
