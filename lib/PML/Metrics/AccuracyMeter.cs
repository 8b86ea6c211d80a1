using TorchSharp;
using static TorchSharp.torch;

namespace PML.Metrics;

/// <summary>Accuracy of a classification task: the share of samples whose class has the greatest logit.</summary>
/// <param name="task">The task's name, e.g. "task1": the metric is "task1.accuracy".</param>
public sealed class AccuracyMeter(string task) : ITaskMeter
{
    /// <inheritdoc/>
    public IReadOnlyList<TaskMetric> Metrics { get; } = [new($"{task}.accuracy", Direction.Maximize)];

    /// <inheritdoc/>
    /// <remarks>Logits of shape [W, B, C], classes of shape [B] as int64. Sums: correct samples, all samples.</remarks>
    public Tensor Sums(Tensor output, Tensor target)
    {
        var correct = output.argmax(2).eq(target).sum(1);
        return stack([correct, ones_like(correct).mul(output.shape[1])], 1);
    }

    /// <inheritdoc/>
    public double[] Values(ReadOnlySpan<double> sums) => [sums[0] / sums[1]];
}
