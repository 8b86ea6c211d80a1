using TorchSharp;
using static TorchSharp.torch;

namespace PML.Metrics;

/// <summary>Absolute and relative error of a depth task, over pixels whose depth is known.</summary>
/// <remarks>
/// Source: the paper, Table 1. Depth is inverse depth; 0 stands for a pixel that was not measured. The relative error is |error| / target as a fraction: the paper prints it in per
/// cent, so that its 52.559 is 0.52559 here. Which mean it takes the paper does not say: by default this one's does not depend on the batch size.
/// </remarks>
/// <param name="task">The task's name, e.g. "depth": the metrics are "depth.abs" and "depth.rel".</param>
/// <param name="average">Over what the mean goes.</param>
public sealed class DepthMeter(string task, DepthAverage average = DepthAverage.Pixels) : ITaskMeter
{
    /// <inheritdoc/>
    public IReadOnlyList<TaskMetric> Metrics { get; } = [new($"{task}.abs", Direction.Minimize), new($"{task}.rel", Direction.Minimize)];

    /// <inheritdoc/>
    /// <remarks>
    /// Inverse depths of shape [W, B, 1, H, W'], targets of shape [B, H, W'] or [B, 1, H, W']. Sums: absolute errors, relative errors, and pixels, or batches with
    /// a measured pixel.
    /// </remarks>
    public Tensor Sums(Tensor output, Tensor target)
    {
        var wanted = target.reshape(1, -1);
        var measured = wanted.ne(0);
        var errors = output.reshape(output.shape[0], -1).sub(wanted).abs().mul(measured).to(float64); // [W, pixels]
        var relative = errors.div(ones_like(wanted).where(wanted.eq(0), wanted)); // what is not measured stays 0
        var pixels = measured.sum().to(float64);
        var count = average == DepthAverage.Pixels ? pixels : pixels.clamp(max: 1);
        var weight = count.div(pixels.clamp(min: 1));
        var absolute = errors.sum(1).mul(weight);
        return stack([absolute, relative.sum(1).mul(weight), count.expand(absolute.shape)], 1);
    }

    /// <inheritdoc/>
    public double[] Values(ReadOnlySpan<double> sums) => [sums[0] / sums[2], sums[1] / sums[2]];
}
