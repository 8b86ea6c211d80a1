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
}
