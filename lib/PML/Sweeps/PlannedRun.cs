using PML.Experiments;
using PML.Training;

namespace PML.Sweeps;

/// <summary>One run of a sweep.</summary>
/// <param name="request">What is run.</param>
/// <param name="setup">The same with its data.</param>
/// <param name="identity">Its identity.</param>
/// <param name="label">How it is called among the sweep's runs, e.g. "PML window=2 lambda=5, seed 0".</param>
internal sealed class PlannedRun(RunRequest request, RunSetup setup, string identity, string label)
{
    /// <summary>What is run.</summary>
    internal RunRequest Request { get; } = request;

    /// <summary>What is run, with its data.</summary>
    internal RunSetup Setup { get; } = setup;

    /// <summary>See <see cref="RunIdentity"/>.</summary>
    internal string Identity { get; } = identity;

    /// <summary>How it is called among the sweep's runs.</summary>
    internal string Label { get; } = label;

    /// <summary>What its files are called.</summary>
    internal string Name { get; } = $"{string.Concat(setup.Method.Where(char.IsAsciiLetterOrDigit))}-seed{setup.Seed}-{identity}";

    /// <inheritdoc/>
    public override string ToString() => Label;
}
