using System.Globalization;
using PML.ParetoManifold;
using PML.Support;
using PML.Training;
using static TorchSharp.torch;

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

    /// <summary>Writes the network at a weighting to a file that PyTorch loads, as <see cref="FrontModel.Export(double[], string, IReadOnlyList{Tensor}?)"/> does, with what this run was in the file's metadata.</summary>
    /// <param name="alpha">One weight a member, on the simplex.</param>
    /// <param name="path">A file that ends in .safetensors; an earlier one is replaced once the new one is whole.</param>
    /// <param name="trainingInputs">Batches of training inputs for statistics of batch normalisation at this weighting; null writes those that training left behind.</param>
    /// <exception cref="PmlException">As there.</exception>
    public void Export(double[] alpha, string path, IReadOnlyList<Tensor>? trainingInputs = null) => Model.Export(alpha, path, trainingInputs, new Dictionary<string, string>
    {
        ["experiment"] = Record.Experiment,
        ["method"] = Record.Method,
        ["seed"] = Record.Seed.ToString(CultureInfo.InvariantCulture),
        ["scale"] = Record.Scale,
        ["data"] = $"{Record.Data.Name} {Record.Data.Protocol} {Record.Data.Sha256}",
        ["tasks"] = string.Join(", ", TaskNames()),
    });

    // Metrics of a front are named after their tasks, and are there for both splits.
    private IEnumerable<string> TaskNames() => Record.Metrics.Keys.Where(name => name.Contains('.', StringComparison.Ordinal) && Record.Metrics.ContainsKey($"valid.{name}")).Select(name => name.Split('.')[0]).Distinct();

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    /// <inheritdoc/>
    public override string ToString() => StandIn.Mark(string.Create(CultureInfo.InvariantCulture, $"{Record.Method}, seed {Record.Seed}: hypervolume {Record.Metrics["hypervolume"]:0.0000}"), [Record]);
}
