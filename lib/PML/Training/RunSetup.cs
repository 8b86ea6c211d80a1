using System.Text.Json.Nodes;

namespace PML.Training;

/// <summary>Everything that decides a run's result, apart from the machine: two runs with equal set-ups are the same experiment.</summary>
/// <param name="Experiment">The experiment, e.g. "multimnist".</param>
/// <param name="Method">The method as figures and tables name it, e.g. "PML".</param>
/// <param name="Seed">The root seed.</param>
/// <param name="Scale">"smoke" or "full".</param>
/// <param name="Config">All options; <see cref="RunConfig.From"/> makes one from an options record.</param>
/// <param name="Data">The data.</param>
/// <remarks>Equality is by value: the order of the options' names and the way a number is written (1, 1.0) do not matter.</remarks>
public sealed record RunSetup(string Experiment, string Method, long Seed, string Scale, JsonObject Config, DataRecord Data)
{
    /// <inheritdoc/>
    public bool Equals(RunSetup? other) =>
        other is not null && Experiment == other.Experiment && Method == other.Method && Seed == other.Seed && Scale == other.Scale
        && Data == other.Data && RunConfig.Canonical(Config) == RunConfig.Canonical(other.Config);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Experiment, Method, Seed, Scale, Data, RunConfig.Canonical(Config));
}
