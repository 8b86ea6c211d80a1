using System.Globalization;
using PML.Support;
using PML.Training;

namespace PML.Figures;

/// <summary>What figures of fronts say and require alike.</summary>
internal static class Fronts
{
    /// <summary>A weighting as readers write it, e.g. "α = (0.2, 0.8)".</summary>
    internal static string Alpha(double[] alpha) => $"α = ({string.Join(", ", alpha.Select(a => a.ToString("0.##", CultureInfo.InvariantCulture)))})";

    /// <summary>Refuses a run whose front is not of some number of points for some number of tasks.</summary>
    internal static void Check(RunRecord run, int points, int tasks)
    {
        if (run.Front.Count != points) throw new PmlException($"This figure shows fronts of {points} weightings; {run} has {run.Front.Count} points.");
        if (run.Front.Any(point => point.Length != tasks)) throw new PmlException($"This figure shows fronts of {tasks} tasks; {run} has points of {run.Front.First(point => point.Length != tasks).Length}.");
    }

    /// <summary>Refuses runs whose fronts are not of two tasks.</summary>
    internal static void CheckPairs(IEnumerable<RunRecord> runs)
    {
        foreach (var run in runs)
            if (run.Front.Count == 0 || run.Front.Any(point => point.Length != 2))
                throw new PmlException($"A front figure shows fronts of two tasks; {run} has {(run.Front.Count == 0 ? "no front" : $"points of {run.Front[0].Length}")}.");
    }

    /// <summary>The run as it is, or with the validation split's numbers in the place of the test split's.</summary>
    internal static RunRecord Split(RunRecord run, FrontFigureOptions options)
    {
        if (!options.Validation) return run;
        if (run.ValidFront.Count == 0) throw new PmlException($"A figure of the validation split needs runs that kept its front; {run} has none. Run it again with this version.");
        var alone = run.ValidFront.Count == 1 ? run.ValidFront[0] : [];
        return run with { Front = run.ValidFront, Metrics = alone.Select((value, t) => (value, t)).ToDictionary(task => $"task{task.t + 1}.{options.Metric}", task => task.value) };
    }
}
