using PML.ParetoManifold;
using PML.Training;

namespace PML.Experiments;

/// <summary>A finished run: what it reached, and the members it trained.</summary>
/// <param name="record">What it reached.</param>
/// <param name="ensemble">The members; the run's from now on.</param>
public sealed class Run(RunRecord record, Ensemble ensemble) : IDisposable
{
    /// <summary>What the run reached, and how.</summary>
    public RunRecord Record { get; } = record;

    /// <summary>The trained members; a baseline's is an ensemble of one.</summary>
    public Ensemble Ensemble { get; } = ensemble;

    /// <inheritdoc/>
    public void Dispose() => Ensemble.Dispose();

    /// <inheritdoc/>
    public override string ToString() => StandIn.Mark(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Record.Method}, seed {Record.Seed}: hypervolume {Record.Metrics["hypervolume"]:0.0000}"), [Record]);
}
