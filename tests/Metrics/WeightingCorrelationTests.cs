using PML.Metrics;
using PML.Support;

namespace PML.Tests.Metrics;

public sealed class WeightingCorrelationTests
{
    private static readonly double[][] Grid = [[1, 0], [0.75, 0.25], [0.5, 0.5], [0.25, 0.75], [0, 1]];

    [Fact]
    public void AFrontThatObeysItsWeightingHasOneForEachTask()
    {
        double[][] front = [[0.95, 0.1], [0.94, 0.2], [0.9, 0.3], [0.8, 0.35], [0.7, 0.36]];
        Assert.Equal([1.0, 1.0], WeightingCorrelation.Of(Grid, front, Direction.Maximize).Select(r => Math.Round(r!.Value, 12)));
        Assert.Equal([-1.0, -1.0], WeightingCorrelation.Of(Grid, front, Direction.Minimize).Select(r => Math.Round(r!.Value, 12)));
        Assert.Equal([1.0, -1.0], WeightingCorrelation.Of(Grid, front, [Direction.Maximize, Direction.Minimize]).Select(r => Math.Round(r!.Value, 12)));
    }

    [Fact]
    public void EachTaskIsPairedWithItsOwnWeight()
    {
        double[][] weightings = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0.5, 0]];
        double[][] losses = [[1, 9, 7], [8, 1, 7], [9, 7, 7], [2, 3, 7]];
        var correlations = WeightingCorrelation.Of(weightings, losses, Direction.Minimize);
        // Task 1: ranks of the weights 4, 1.5, 1.5, 3; of the negated losses 4, 2, 1, 3. Products 4.5, squares 4.5 and 5.
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), correlations[0]!.Value, 12);
        // Task 2: 1.5, 4, 1.5, 3 and 1, 4, 2, 3: the same.
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), correlations[1]!.Value, 12);
        Assert.Null(correlations[2]);
    }

    [Fact]
    public void RefusesShapesThatDoNotFit()
    {
        static string Error(double[][] weightings, double[][] metrics, params Direction[] directions) => Assert.Throws<PmlException>(() => WeightingCorrelation.Of(weightings, metrics, directions)).Message;
        Assert.Contains("1 weightings of 2 for 2 points of 2", Error([[1, 0]], [[1, 2], [3, 4]], Direction.Maximize, Direction.Maximize));
        Assert.Contains("of 3 for 1 points of 2", Error([[1, 0, 0]], [[1, 2]], Direction.Maximize, Direction.Maximize));
        Assert.Contains("1 directions", Error([[1, 0]], [[1, 2]], Direction.Maximize));
        Assert.Contains("front must have at least one point", Assert.Throws<PmlException>(() => WeightingCorrelation.Of(Grid, [], Direction.Maximize)).Message);
        Assert.Contains("list of weightings must have at least one point", Error([], [[1, 2]]));
    }
}
