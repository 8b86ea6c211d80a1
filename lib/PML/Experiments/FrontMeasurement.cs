using PML.Data;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Training;

namespace PML.Experiments;

/// <summary>What an experiment whose tasks are of different kinds reports.</summary>
/// <param name="meters">How each task is measured, in order.</param>
/// <param name="samplesAtOnce">How many samples are evaluated at once; batch-wise metrics have batches of this size.</param>
/// <param name="goodness">A front's point, all metrics, as T numbers of which more is better and 0 is worth nothing: what the hypervolume is measured in.</param>
internal sealed class FrontMeasurement(IReadOnlyList<ITaskMeter> meters, int samplesAtOnce, Func<double[], double[]> goodness)
{
    /// <summary>All metrics at each weighting of the evaluation grid, on test and validation split.</summary>
    /// <param name="model">The trained front.</param>
    /// <param name="data">The splits.</param>
    /// <returns>
    /// Fronts with all metrics in the meters' order. For the test split "hypervolume" (reference 0) and each metric by name, the best of the front in it, as the paper's
    /// tables have them; the same of the validation split with "valid." before the name.
    /// </returns>
    internal Measurement Measure(FrontModel model, Splits data)
    {
        var grid = Simplex.EvaluationGrid(model.Members);
        FrontMetrics front = FrontEvaluation.Of(model, data.Test, grid, meters, samplesAtOnce), valid = FrontEvaluation.Of(model, data.Valid, grid, meters, samplesAtOnce);
        return new(new Dictionary<string, double>(Named("", front).Concat(Named("valid.", valid))), front.Points, valid.Points);
    }

    /// <summary>The hypervolume of points of which more is better, from 0.</summary>
    internal static double HypervolumeOf(IReadOnlyList<double[]> points) => Hypervolume.Of(points, new double[points[0].Length], Direction.Maximize);

    private IEnumerable<KeyValuePair<string, double>> Named(string split, FrontMetrics front)
    {
        double[][] points = [.. front.Points.Select(goodness)];
        yield return new($"{split}hypervolume", HypervolumeOf(points));
        foreach (var (name, value) in front.Bests()) yield return new(split + name, value);
    }
}
