using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Metrics;

/// <summary>How often each class was taken for each: rows are true classes, columns predictions.</summary>
public sealed class ConfusionMatrix
{
    private readonly double[] _counts;

    /// <summary>The matrix of some counts.</summary>
    /// <param name="counts">How many samples or pixels, row by row; shape [C * C].</param>
    /// <param name="classes">C, at least 1.</param>
    /// <exception cref="PmlException">There are not C * C counts.</exception>
    public ConfusionMatrix(ReadOnlySpan<double> counts, int classes)
    {
        Classes = Check.AtLeast(classes, 1, nameof(classes));
        if (counts.Length != classes * classes)
            throw new PmlException($"A confusion matrix of {classes} classes has {classes * classes} counts; found {counts.Length}.");
        _counts = counts.ToArray();
    }

    /// <summary>C.</summary>
    public int Classes { get; }

    /// <summary>How many of one class were taken for another.</summary>
    /// <param name="actual">The true class, from 0.</param>
    /// <param name="predicted">The prediction, from 0.</param>
    public double this[int actual, int predicted] => _counts[actual * Classes + predicted];

    /// <summary>How many there are in all.</summary>
    public double Total => _counts.Sum();

    /// <summary>The share that was predicted right, in [0, 1]; not a number where nothing was counted.</summary>
    public double Accuracy => Each.Sum(c => this[c, c]) / Total;

    /// <summary>
    /// Each class's intersection over union, shape [C]: what is of the class and predicted to be, over what is of the class or predicted to be.
    /// Not a number for a class that is neither.
    /// </summary>
    public double[] IntersectionsOverUnions => [.. Each.Select(c => this[c, c] / (Each.Sum(other => this[c, other] + this[other, c]) - this[c, c]))];

    /// <summary>
    /// The mean of <see cref="IntersectionsOverUnions"/> over the classes that have one, each counting the same; not a number where none has. A class that is predicted but
    /// never there has 0 and counts; one that is neither there nor predicted does not.
    /// </summary>
    /// <remarks>Common code lets a class that is neither count as 0. On the whole test split of Cityscapes every class occurs, and all agree.</remarks>
    public double MeanIntersectionOverUnion => IntersectionsOverUnions.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Each row as shares of its true class, shape [C, C]; a class that is never there has zeros.</summary>
    /// <returns>Rows that add up to 1, or to 0.</returns>
    public double[,] Shares()
    {
        double[] rows = [.. Each.Select(actual => Math.Max(1, Each.Sum(predicted => this[actual, predicted])))];
        return Matrix.Of(Classes, Classes, (actual, predicted) => this[actual, predicted] / rows[actual]);
    }

    private IEnumerable<int> Each => Enumerable.Range(0, Classes);

    /// <summary>The counts of a batch, for W networks at once.</summary>
    /// <param name="output">Logits, shape [W, B, C, ...].</param>
    /// <param name="target">Classes as int64, shape [B, ...].</param>
    /// <param name="classes">C.</param>
    /// <param name="ignored">A label that does not count.</param>
    /// <returns>Shape [W, C * C], int64.</returns>
    internal static Tensor Counts(Tensor output, Tensor target, int classes, long ignored)
    {
        var windows = output.shape[0];
        var cells = (long)classes * classes;
        var places = target.mul(classes).add(output.argmax(2)); // [W, B, ...]
        // What is ignored falls into a cell of its own, behind the others.
        var counted = ones_like(places).mul(cells).where(target.eq(ignored), places).view(windows, -1);
        return zeros([windows, cells + 1], int64, output.device).scatter_add_(1, counted, ones_like(counted)).narrow(1, 0, cells);
    }
}
