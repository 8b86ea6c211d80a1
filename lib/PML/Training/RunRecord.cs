using System.Text.Json.Nodes;

namespace PML.Training;

/// <summary>One finished run: what was run, on what, and what came out; one JSON line in a results file.</summary>
/// <remarks>Equality is by value, of everything.</remarks>
public sealed record RunRecord
{
    /// <summary>The version of the file format that this library writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the file format.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The experiment, e.g. "multimnist".</summary>
    public required string Experiment { get; init; }

    /// <summary>The method as figures and tables name it, e.g. "PML", "LS", "STL task 1".</summary>
    public required string Method { get; init; }

    /// <summary>The root seed.</summary>
    public required long Seed { get; init; }

    /// <summary>"smoke" or "full".</summary>
    public required string Scale { get; init; }

    /// <summary>All options of the run; see <see cref="RunConfig.From"/>.</summary>
    public required JsonObject Config { get; init; }

    /// <summary>The data it was trained on.</summary>
    public required DataRecord Data { get; init; }

    /// <summary>The torch engine and its version.</summary>
    public required string Engine { get; init; }

    /// <summary>The version of the library's numbers: raised when equal settings give other numbers than before. 1 where a record does not say it.</summary>
    public int Library { get; init; } = RunIdentity.LibraryVersion;

    /// <summary>The device, e.g. "cpu".</summary>
    public required string Device { get; init; }

    /// <summary>The commit that the library was built from.</summary>
    public required string Commit { get; init; }

    /// <summary>The command that was typed.</summary>
    public required string Command { get; init; }

    /// <summary>Wall-clock seconds of training and evaluation.</summary>
    public required double Seconds { get; init; }

    /// <summary>Numbers by name, e.g. "hypervolume", "task1.accuracy" (a fraction in [0, 1]). The name "front" is taken.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// The test metrics of every point of the front, shape [points, T], in the order of the evaluation grid: for two members
    /// from alpha = (1, 0) to (0, 1). One point for a method that trains one network; empty where there is none.
    /// </summary>
    public IReadOnlyList<double[]> Front { get; init; } = [];

    /// <summary>The same points' metrics on the validation split; empty where they were not kept.</summary>
    public IReadOnlyList<double[]> ValidFront { get; init; } = [];

    /// <summary>Numbers over the training by name, one at its start and one after each epoch: "cosine.1-2" is the cosine similarity of members 1 and 2.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Curves { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>What decides the result: two runs with the same set-up are repetitions.</summary>
    public RunSetup Setup => new(Experiment, Method, Seed, Scale, Config, Data);

    /// <summary>16 hexadecimal digits, equal for runs that must have equal numbers: a hash of set-up, engine and library.</summary>
    public string Identity => RunIdentity.Of(Setup, Engine, Library);

    /// <summary>The record as one line of JSON, without the line's end.</summary>
    /// <returns>The text; numbers are written so that they read back to the same bits.</returns>
    /// <exception cref="Support.PmlException">A number is NaN or infinite, which JSON cannot hold.</exception>
    public string ToJson() => RunRecordJson.Write(this);

    /// <inheritdoc/>
    public bool Equals(RunRecord? other) => other is not null && RunConfig.Canonical(RunRecordJson.Node(this)) == RunConfig.Canonical(RunRecordJson.Node(other));

    /// <inheritdoc/>
    public override int GetHashCode() => Setup.GetHashCode();

    /// <summary>What it is in short, e.g. "multimnist, PML, seed 0" or "utkface, PML, seed 0 [stand-in data: synth-faces]".</summary>
    /// <returns>The text.</returns>
    public override string ToString() => StandIn.Mark($"{Experiment}, {Method}, seed {Seed}", [this]);
}
