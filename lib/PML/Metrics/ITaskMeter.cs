using static TorchSharp.torch;

namespace PML.Metrics;

/// <summary>How a kind of task is measured: what each batch adds up to, and the metrics that the sums of a whole split make.</summary>
/// <remarks>A meter holds no counts: sums stay where the batches are until all are done, so that no batch waits for the device.</remarks>
public interface ITaskMeter
{
    /// <summary>The task's metrics, in order.</summary>
    IReadOnlyList<TaskMetric> Metrics { get; }

    /// <summary>What a batch adds, for W networks at once.</summary>
    /// <param name="output">What the W networks gave for the task, shape [W, B, ...].</param>
    /// <param name="target">Shape [B, ...].</param>
    /// <returns>Shape [W, K] for K sums of the meter's own kind, float64 or int64; the open dispose scope's.</returns>
    Tensor Sums(Tensor output, Tensor target);

    /// <summary>The metrics of one network.</summary>
    /// <param name="sums">Its row of <see cref="Sums"/>, added up over a split; shape [K].</param>
    /// <returns>One number for each of <see cref="Metrics"/>.</returns>
    double[] Values(ReadOnlySpan<double> sums);
}
