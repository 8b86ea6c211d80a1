using PML.Data;
using PML.FrontLearning;
using PML.Metrics;
using PML.ParetoManifold;
using PML.Training;

namespace PML.Experiments;

/// <summary>What an experiment whose tasks are classifications reports.</summary>
internal static class AccuracyFront
{
    /// <summary>Each task's accuracy at each weighting of the evaluation grid, on test and validation split.</summary>
    /// <param name="model">Of networks that give logits.</param>
    /// <param name="data">The splits.</param>
    /// <returns>
    /// For the test split "hypervolume" (reference 0) and "task1.accuracy", ..., the best of the front for each task, as the paper's tables have them;
    /// the same of the validation split with "valid." before the name; "rays.hypervolume" is that on the test split over <see cref="Rays.OfTheAuthors"/>,
    /// for which methods that read a ray were made.
    /// </returns>
    internal static Measurement Measure(FrontModel model, Splits data)
    {
        var grid = Simplex.EvaluationGrid(model.Members);
        var (front, valid) = (FrontEvaluation.Accuracies(model, data.Test, grid), FrontEvaluation.Accuracies(model, data.Valid, grid));
        var metrics = new Dictionary<string, double>();
        Add(metrics, "", front);
        Add(metrics, "valid.", valid);
        if (model.Members is 2 or 3) metrics["rays.hypervolume"] = HypervolumeOf(FrontEvaluation.Accuracies(model, data.Test, Rays.OfTheAuthors(model.Members)));
        return new(metrics, front, valid);
    }

    private static double HypervolumeOf(IReadOnlyList<double[]> front) => Hypervolume.Of(front, new double[front[0].Length], Direction.Maximize);

    private static void Add(Dictionary<string, double> metrics, string split, IReadOnlyList<double[]> front)
    {
        metrics[$"{split}hypervolume"] = HypervolumeOf(front);
        for (var t = 0; t < front[0].Length; t++) metrics[$"{split}task{t + 1}.accuracy"] = front.Max(point => point[t]);
    }
}
