using PML.Objectives;
using PML.Support;
using static TorchSharp.torch;

namespace PML.Metrics;

/// <summary>Mean intersection over union and pixel accuracy of a segmentation task, from one confusion matrix of all labelled pixels.</summary>
/// <remarks>Source: the paper, Table 1. Classes that occur neither among the labels nor among the predictions do not count (<see cref="ConfusionMatrix.MeanIntersectionOverUnion"/>).</remarks>
/// <param name="task">The task's name, e.g. "segmentation": the metrics are "segmentation.miou" and "segmentation.pixacc".</param>
/// <param name="classes">C, at least 1.</param>
/// <param name="ignored">The label of pixels that do not count.</param>
/// <exception cref="PmlException">There are no classes.</exception>
public sealed class SegmentationMeter(string task, int classes, long ignored = PixelNll.Ignored) : ITaskMeter
{
    private readonly int _classes = Check.AtLeast(classes, 1, nameof(classes));

    /// <inheritdoc/>
    public IReadOnlyList<TaskMetric> Metrics { get; } = [new($"{task}.miou", Direction.Maximize), new($"{task}.pixacc", Direction.Maximize)];

    /// <inheritdoc/>
    /// <remarks>Logits of shape [W, B, C, H, W'], classes of shape [B, H, W'] as int64. Sums: the confusion matrix, row by row.</remarks>
    public Tensor Sums(Tensor output, Tensor target) => ConfusionMatrix.Counts(output, target, _classes, ignored);

    /// <inheritdoc/>
    public double[] Values(ReadOnlySpan<double> sums)
    {
        var matrix = new ConfusionMatrix(sums, _classes);
        return [matrix.MeanIntersectionOverUnion, matrix.Accuracy];
    }
}
