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
        // The scale last would undo what is asked for.
        var request = new RunRequest(ExperimentCatalogue.Find(experiment, preset).At(scale), MethodCatalogue.Find(method), seed);
        return settings.Aggregate(request, (changed, setting) => changed.With(setting.Key, setting.Value));
    }

    /// <summary>This run with one setting changed.</summary>
    /// <param name="name">A setting of the experiment or of the method; where both have one of that name, "method.name" is the method's.</param>
    /// <param name="value">The value as typed.</param>
    /// <returns>The changed run.</returns>
    /// <exception cref="PmlException">The name is unknown, or the value is of the wrong type or range.</exception>
    public RunRequest With(string name, string value)
    {
        var own = name.StartsWith("method.", StringComparison.OrdinalIgnoreCase) ? name["method.".Length..] : null;
        var (ofExperiment, ofMethod) = (own is null && Settings.Has(Experiment, name), Settings.Has(Method, own ?? name));
        if (ofExperiment && ofMethod) throw new PmlException($"Both {Experiment.Name} and {Method.Name} have a setting '{name}'. Write method.{name} for the method's.");
        if (ofExperiment) return this with { Experiment = Settings.With(Experiment, name, value) };
        if (ofMethod) return this with { Method = Settings.With(Method, own ?? name, value) };
        throw new PmlException($"There is no setting '{name}'. {Experiment.Name} has {Names(Experiment)}; {Method.Name} has {Names(Method)}.");
    }

    private static string Names(object record) => Settings.Of(record) is { Count: > 0 } all ? string.Join(", ", all.Select(setting => setting.Name)) : "none";
}
