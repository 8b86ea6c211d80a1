using PML.Experiments;
using PML.Support;
using PML.Training;

namespace PML.Sweeps;

/// <summary>A run as the words of a command line: names from the catalogues, and the settings that differ from them.</summary>
/// <param name="Preset">The experiment's preset that is nearest.</param>
/// <param name="Method">The method's name in the catalogue.</param>
/// <param name="Settings">The settings that differ from the preset's and the catalogue's, as typed.</param>
internal sealed record RunWords(string Preset, string Method, IReadOnlyList<KeyValuePair<string, string>> Settings)
{
    /// <summary>The words for a run.</summary>
    /// <param name="request">The run.</param>
    /// <returns>Words from which another process makes the same run.</returns>
    /// <exception cref="PmlException">The experiment or the method is in no catalogue, or has a value that cannot be typed.</exception>
    internal static RunWords Of(RunRequest request)
    {
        var presets = ExperimentCatalogue.Presets.GetValueOrDefault(request.Experiment.Name)
            ?? throw new PmlException($"The experiment '{request.Experiment.Name}' is not in the catalogue, and a run in another process starts from a name. It can be trained here: Experiment.Train.");
        var candidates =
            from preset in presets
            from method in MethodCatalogue.All
            let experiment = preset.Value.At(request.Experiment.Scale)
            where experiment.GetType() == request.Experiment.GetType() && method.GetType() == request.Method.GetType()
            select new RunWords(preset.Key, method.Name, [.. Differences(request.Experiment, experiment, ""), .. Differences(request.Method, method, Prefix)]);
        return candidates.OrderBy(words => words.Settings.Count).FirstOrDefault(words => words.Say(request))
            ?? throw new PmlException($"The method {request.Method.Name} with these options cannot be named to another process: only methods of the catalogue can, with values that can be typed. It can be trained here: Experiment.Train.");
    }

    /// <summary>The arguments of <c>train</c>.</summary>
    /// <param name="request">The run that these are the words of.</param>
    /// <returns>Without where records and checkpoints go.</returns>
    internal IReadOnlyList<string> Arguments(RunRequest request) =>
    [
        request.Experiment.Name, "--preset", Preset, "--scale", request.Experiment.Scale, "--method", Method, "--seed", FormattableString.Invariant($"{request.Seed}"),
        .. Settings.SelectMany(setting => (string[])["-p", $"{setting.Key}={setting.Value}"]),
    ];

    private const string Prefix = "method.";

    private static IEnumerable<KeyValuePair<string, string>> Differences(object wanted, object start, string prefix) =>
        from pair in Support.Settings.Of(wanted).Zip(Support.Settings.Of(start))
        where pair.First.Default != pair.Second.Default
        select KeyValuePair.Create(prefix + pair.First.Name, pair.First.Default);

    // A value's text may not read back, and a method's name is no setting.
    private bool Say(RunRequest request)
    {
        try
        {
            return RunRequest.Of(request.Experiment.Name, Preset, request.Experiment.Scale, Method, request.Seed, Settings) == request;
        }
        catch (PmlException)
        {
            return false;
        }
    }
}
