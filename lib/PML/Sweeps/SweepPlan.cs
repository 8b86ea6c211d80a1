using PML.Experiments;
using PML.Support;
using PML.Training;

namespace PML.Sweeps;

/// <summary>Makes planned runs of what is asked for.</summary>
internal static class SweepPlan
{
    /// <summary>The runs with their data, identities and names.</summary>
    /// <param name="requests">The runs.</param>
    /// <param name="cancellationToken">Ends the preparation of data.</param>
    /// <returns>In the same order; of two with one identity the first.</returns>
    /// <exception cref="PmlException">A run cannot be named to another process, or its data cannot be had.</exception>
    internal static IReadOnlyList<PlannedRun> Of(IReadOnlyList<RunRequest> requests, CancellationToken cancellationToken)
    {
        var words = requests.Select(RunWords.Of).ToArray();
        // What all have in common tells nothing.
        var common = words.SelectMany(run => run.Settings).GroupBy(setting => setting).Where(same => same.Count() == words.Length).Select(same => same.Key).ToHashSet();
        var runs = requests.Zip(words, (request, said) =>
        {
            var setup = request.Experiment.Setup(request.Method, request.Seed, cancellationToken);
            return new PlannedRun(request, setup, RunIdentity.Of(setup, EngineInfo.Name), Label(request, said.Settings.Where(setting => !common.Contains(setting))));
        });
        return [.. runs.DistinctBy(run => run.Identity)];
    }

    private static string Label(RunRequest request, IEnumerable<KeyValuePair<string, string>> settings) =>
        string.Join(' ', settings.Select(setting => $"{setting.Key.Replace("method.", "", StringComparison.Ordinal)}={setting.Value}").Prepend(request.Method.Name))
        + FormattableString.Invariant($", seed {request.Seed}");
}
