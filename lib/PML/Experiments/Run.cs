using PML.ParetoManifold;
using PML.Support;
using PML.Training;

namespace PML.Experiments;

/// <summary>A finished run: what it reached, and the networks it trained.</summary>
/// <param name="record">What it reached.</param>
/// <param name="model">The networks; the run's from now on.</param>
public sealed class Run(RunRecord record, FrontModel model) : IDisposable
{
    /// <summary>What the run reached, and how.</summary>
    public RunRecord Record { get; } = record;

    /// <summary>The trained networks, one at every weighting: an ensemble, or a hypernetwork.</summary>
    public FrontModel Model { get; } = model;

    /// <summary>The trained members; a baseline's is an ensemble of one.</summary>
    /// <exception cref="PmlException">The method trains a hypernetwork.</exception>
    public Ensemble Ensemble => Model as Ensemble ?? throw new PmlException($"{Record.Method} trains a hypernetwork, which has no members. Use Model.");

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    /// <inheritdoc/>
    public override string ToString() => StandIn.Mark(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Record.Method}, seed {Record.Seed}: hypervolume {Record.Metrics["hypervolume"]:0.0000}"), [Record]);
}
