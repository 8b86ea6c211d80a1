using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>One run as the command line and a sweep ask for it: an experiment, a method and a seed, with settings by name.</summary>
/// <param name="Experiment">With its settings.</param>
/// <param name="Method">With its settings.</param>
/// <param name="Seed">The root seed.</param>
public sealed record RunRequest(Experiment Experiment, IMethod Method, long Seed)
{
    /// <summary>The run that some words ask for.</summary>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="preset">The preset that its settings start from.</param>
    /// <param name="scale">"full" or "smoke".</param>
    /// <param name="method">The method's name.</param>
    /// <param name="seed">The root seed.</param>
    /// <param name="settings">Settings of the experiment or of the method, by name; where both have one of that name, "method.name" is the method's.</param>
    /// <returns>The run.</returns>
    /// <exception cref="PmlException">A name is unknown, or a value is of the wrong type or range.</exception>
    public static RunRequest Of(string experiment, string preset, string scale, string method, long seed, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var (found, how) = (ExperimentCatalogue.Find(experiment, preset), MethodCatalogue.Find(method));
        var small = found.At(scale); // the scale last would undo what is asked for
        foreach (var (name, value) in settings)
        {
            var own = name.StartsWith("method.", StringComparison.OrdinalIgnoreCase) ? name["method.".Length..] : null;
            var (ofExperiment, ofMethod) = (own is null && Settings.Has(small, name), Settings.Has(how, own ?? name));
            if (ofExperiment && ofMethod) throw new PmlException($"Both {experiment} and {how.Name} have a setting '{name}'. Write method.{name} for the method's.");
            if (ofExperiment) small = Settings.With(small, name, value);
            else if (ofMethod) how = Settings.With(how, own ?? name, value);
            else throw new PmlException($"There is no setting '{name}'. {experiment} has {Names(small)}; {how.Name} has {Names(how)}.");
        }

        return new RunRequest(small, how, seed);
    }

    private static string Names(object record) => Settings.Of(record) is { Count: > 0 } all ? string.Join(", ", all.Select(setting => setting.Name)) : "none";
}
