using PML.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Metrics;

/// <summary>Mean Huber loss of a regression task, over samples.</summary>
/// <remarks>
/// Source: the paper, Table 6, where it stands for the age of UTKFace, on ages of mean 0 and variance 1. Differs from the released code, which averages the
/// means of batches: there the samples of a last, smaller batch count for more.
/// </remarks>
/// <param name="task">The task's name, e.g. "age": the metric is "age.huber".</param>
/// <param name="delta">Where the loss becomes linear; above 0.</param>
/// <exception cref="Support.PmlException">delta is not above 0.</exception>
public sealed class HuberMeter(string task, double delta = 1) : ITaskMeter
{
    private readonly Huber _loss = new(delta);

    /// <inheritdoc/>
    public IReadOnlyList<TaskMetric> Metrics { get; } = [new($"{task}.huber", Direction.Minimize)];

    /// <inheritdoc/>
    /// <remarks>As <see cref="Huber.Of"/>. Sums: the samples' losses, samples.</remarks>
    public Tensor Sums(Tensor output, Tensor target)
    {
        var samples = output.shape[1];
        var total = _loss.Of(output, target).to(float64).mul(samples);
        return stack([total, ones_like(total).mul(samples)], 1);
    }

    /// <inheritdoc/>
    public double[] Values(ReadOnlySpan<double> sums) => [sums[0] / sums[1]];
}
