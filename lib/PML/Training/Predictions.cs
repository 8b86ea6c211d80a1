using PML.Data;
using PML.Metrics;
using PML.Objectives;
using PML.ParetoManifold;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>What one network says of single samples: what figures of examples show.</summary>
public static class Predictions
{
    private const int SamplesAtOnce = 64;

    /// <summary>Predicted classes.</summary>
    /// <param name="network">A network out of an ensemble.</param>
    /// <param name="data">The split that holds the samples.</param>
    /// <param name="task">Which task, from 0; it gives logits.</param>
    /// <param name="samples">Places from 0 to n - 1.</param>
    /// <returns>A row for each sample: its class, or the classes of its pixels in row-major order.</returns>
    public static int[][] Classes(WeightedNetwork network, TaskData data, int task, params long[] samples) =>
        [.. Rows(network, data, task, samples, output => output.argmax(1)).Select(row => (int[])[.. row.Select(value => (int)value)])];

    /// <summary>Predicted numbers, e.g. an age or a map of depths.</summary>
    /// <param name="network">A network out of an ensemble.</param>
    /// <param name="data">The split that holds the samples.</param>
    /// <param name="task">Which task, from 0.</param>
    /// <param name="samples">Places from 0 to n - 1.</param>
    /// <returns>A row for each sample: what the network gives, in row-major order.</returns>
    public static float[][] Values(WeightedNetwork network, TaskData data, int task, params long[] samples) =>
        [.. Rows(network, data, task, samples, output => output)];

    /// <summary>How often each class was taken for each, over a whole split.</summary>
    /// <param name="network">A network out of an ensemble.</param>
    /// <param name="data">The split.</param>
    /// <param name="task">Which task, from 0; it gives logits.</param>
    /// <param name="ignored">A label that does not count.</param>
    /// <returns>The confusion matrix of the task's C classes.</returns>
    public static ConfusionMatrix Confusion(WeightedNetwork network, TaskData data, int task, long ignored = PixelNll.Ignored)
    {
        using var scope = NewDisposeScope();
        Tensor? total = null;
        var classes = 0;
        for (var start = 0; start < data.Count; start += SamplesAtOnce)
        {
            using var inner = NewDisposeScope();
            var batch = data.Range(start, SamplesAtOnce);
            var output = network.Forward(batch.X)[task];
            classes = (int)output.shape[1];
            var counts = ConfusionMatrix.Counts(output.unsqueeze(0), batch.Y[task], classes, ignored);
            if (total is null) total = counts.MoveToOuterDisposeScope();
            else total.add_(counts);
        }

        return new ConfusionMatrix([.. Tensors.ToArray2D(total ?? throw new PmlException("A confusion matrix needs at least one sample; found none. Check the split.")).Cast<double>()], classes);
    }

    private static IEnumerable<float[]> Rows(WeightedNetwork network, TaskData data, int task, long[] samples, Func<Tensor, Tensor> read) =>
        samples.Chunk(SamplesAtOnce).SelectMany(places =>
        {
            using var scope = NewDisposeScope();
            var values = Tensors.ToArray(read(network.Forward(data.At(places).X)[task]));
            return values.Chunk(values.Length / places.Length).ToArray();
        });
}
