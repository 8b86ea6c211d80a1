using CsCheck;
using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class CosineSimilarityTests
{
    [Theory]
    [InlineData(1, new double[] { 1, 2 }, new double[] { 2, 4 })]
    [InlineData(-1, new double[] { 1, 2 }, new double[] { -3, -6 })]
    [InlineData(0, new double[] { 1, 0, 1 }, new double[] { 0, 5, 0 })]
    [InlineData(0.8, new double[] { 1, 0 }, new double[] { 4, 3 })]
    public void ValuesComputedByHand(double expected, double[] a, double[] b) => Assert.Equal(expected, CosineSimilarity.Of(a, b), 12);

    [Fact]
    public void RowsAreComparedPairByPair() => Gen.Float[-1, 1].Where(v => Math.Abs(v) > 0.01f).Array[12].Sample(rows =>
    {
        var matrix = CosineSimilarity.Matrix(rows, 3);
        double[] Row(int i) => [.. rows.Skip(4 * i).Take(4).Select(v => (double)v)];
        return Enumerable.Range(0, 3).All(i => Math.Abs(matrix[i, i] - 1) < 1e-12
            && Enumerable.Range(0, 3).All(j => matrix[i, j] == matrix[j, i] && Math.Abs(matrix[i, j] - CosineSimilarity.Of(Row(i), Row(j))) < 1e-12));
    });

    [Fact]
    public void LengthDoesNotMatterAndASignTurnsItRound() => Gen.Select(Gen.Double[0.1, 1].Array[5], Gen.Double[-1, 1].Array[5], Gen.Double[0.1, 100]).Sample((a, b, scale) =>
    {
        b[0] = 1;
        var cosine = CosineSimilarity.Of(a, b);
        double[] longer = [.. a.Select(v => v * scale)], turned = [.. b.Select(v => -v)];
        return Math.Abs(cosine - CosineSimilarity.Of(longer, b)) < 1e-12 && Math.Abs(cosine + CosineSimilarity.Of(a, turned)) < 1e-12 && Math.Abs(cosine) <= 1;
    });

    [Fact]
    public void RefusesWhatHasNoAngle()
    {
        Assert.Contains("same length", Assert.Throws<PmlException>(() => CosineSimilarity.Of([1], [1, 2])).Message);
        Assert.Contains("not zero", Assert.Throws<PmlException>(() => CosineSimilarity.Of([0, 0], [1, 2])).Message);
        Assert.Contains("finite", Assert.Throws<PmlException>(() => CosineSimilarity.Of([double.NaN, 0], [1, 2])).Message);
        Assert.Contains("2 rows", Assert.Throws<PmlException>(() => CosineSimilarity.Matrix([1, 2, 3], 2)).Message);
        Assert.Contains("count", Assert.Throws<PmlException>(() => CosineSimilarity.Matrix([1], 0)).Message);
    }
}
