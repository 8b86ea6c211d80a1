using CsCheck;
using PML.Metrics;
using PML.Support;
using PML.Tests.Support;
using static TorchSharp.torch;

namespace PML.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void TheMatrixByHand()
    {
        var matrix = new ConfusionMatrix([3, 1, 2, 4], 2);
        Assert.Equal((2, 10.0, 1.0, 2.0), (matrix.Classes, matrix.Total, matrix[0, 1], matrix[1, 0]));
        Assert.Equal(0.7, matrix.Accuracy, 1e-15);
        Assert.Equal([3.0 / 6, 4.0 / 7], matrix.IntersectionsOverUnions);
        Assert.Equal((0.5 + 4.0 / 7) / 2, matrix.MeanIntersectionOverUnion, 1e-15);
        Assert.Equal(new[,] { { 0.75, 0.25 }, { 2.0 / 6, 4.0 / 6 } }, matrix.Shares());
    }

    [Fact]
    public void AClassThatIsNeitherThereNorPredictedDoesNotCountAndOneThatIsPredictedDoes()
    {
        // Class 1 is nowhere; class 2 is predicted once, and never there.
        var matrix = new ConfusionMatrix([3, 0, 1, 0, 0, 0, 0, 0, 0], 3);
        Assert.Equal([0.75, double.NaN, 0], matrix.IntersectionsOverUnions);
        Assert.Equal(0.375, matrix.MeanIntersectionOverUnion);
        Assert.Equal(0, matrix.Shares()[1, 1]);
        Assert.True(double.IsNaN(new ConfusionMatrix([0], 1).MeanIntersectionOverUnion));
    }

    [Fact]
    public void CountsAreThoseOfALoopOverPixels() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 5], Gen.Int[0, 1_000_000]).Sample((windows, classes, seed) =>
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            double[] logits = [.. Enumerable.Range(0, windows * 2 * classes * 6).Select(_ => random.NextDouble())];
            long[] labels = [.. Enumerable.Range(0, 12).Select(_ => (long)random.Next(-1, classes))];
            var expected = new double[windows * classes * classes];
            for (var w = 0; w < windows; w++)
                for (var pixel = 0; pixel < 12; pixel++)
                    if (labels[pixel] >= 0)
                        expected[(w * classes + labels[pixel]) * classes + Enumerable.Range(0, classes).MaxBy(c => logits[((w * 2 + pixel / 6) * classes + c) * 6 + pixel % 6])]++;
            TensorAssert.Equal([windows, classes * classes], expected,
                ConfusionMatrix.Counts(tensor(logits, [windows, 2, classes, 2, 3], float64), tensor(labels, [2, 2, 3], int64), classes, -1));
        }, iter: 50);

    [Fact]
    public void AWrongNumberOfCountsIsRefused() =>
        Assert.Equal("A confusion matrix of 2 classes has 4 counts; found 3.", Assert.Throws<PmlException>(() => new ConfusionMatrix([1, 2, 3], 2)).Message);
}
