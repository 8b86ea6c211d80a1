using PML.Data;
using PML.FrontLearning;
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
        var found = new FrontMeasurement(FrontEvaluation.AccuracyMeters(model), FrontEvaluation.SamplesAtOnce, accuracies => accuracies).Measure(model, data);
        if (model.Members is not (2 or 3)) return found;
        var rays = FrontMeasurement.HypervolumeOf(FrontEvaluation.Accuracies(model, data.Test, Rays.OfTheAuthors(model.Members)));
        return found with { Metrics = new Dictionary<string, double>(found.Metrics) { ["rays.hypervolume"] = rays } };
    }
}
