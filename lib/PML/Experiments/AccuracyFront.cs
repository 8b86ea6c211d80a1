using PML.Data;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Training;

namespace PML.Experiments;

/// <summary>What an experiment whose tasks are classifications reports.</summary>
internal static class AccuracyFront
{
    /// <summary>Each task's accuracy at each weighting of the evaluation grid, on test and validation split.</summary>
    /// <param name="ensemble">Members of a network that gives logits.</param>
    /// <param name="data">The splits.</param>
    /// <returns>
    /// For the test split "hypervolume" (reference 0) and "task1.accuracy", ..., the best of the front for each task, as the paper's tables have them;
    /// the same of the validation split with "valid." before the name.
    /// </returns>
    internal static Measurement Measure(Ensemble ensemble, Splits data)
    {
        var grid = Simplex.EvaluationGrid(ensemble.Members);
        var (front, valid) = (FrontEvaluation.Accuracies(ensemble, data.Test, grid), FrontEvaluation.Accuracies(ensemble, data.Valid, grid));
        var metrics = new Dictionary<string, double>();
        Add(metrics, "", front);
        Add(metrics, "valid.", valid);
        return new(metrics, front, valid);
    }

    private static void Add(Dictionary<string, double> metrics, string split, IReadOnlyList<double[]> front)
    {
        metrics[$"{split}hypervolume"] = Hypervolume.Of(front, new double[front[0].Length], Direction.Maximize);
        for (var t = 0; t < front[0].Length; t++) metrics[$"{split}task{t + 1}.accuracy"] = front.Max(point => point[t]);
    }
}
