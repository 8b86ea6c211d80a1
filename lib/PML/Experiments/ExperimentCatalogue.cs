using PML.Support;

namespace PML.Experiments;

/// <summary>The experiments of the kit, by name and preset.</summary>
public static class ExperimentCatalogue
{
    /// <summary>Each experiment's presets: "paper" follows the paper's text, "code" its released code, "stand-in" is small and on generated data.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Experiment>> Presets { get; } = new Dictionary<string, IReadOnlyDictionary<string, Experiment>>
    {
        ["multimnist"] = new Dictionary<string, Experiment> { ["paper"] = MultiMnist.Paper, ["code"] = MultiMnist.Code },
        ["census"] = new Dictionary<string, Experiment> { ["paper"] = Census.Paper, ["code"] = Census.Code },
        ["multimnist3"] = new Dictionary<string, Experiment> { ["paper"] = MultiMnist3.Paper, ["code"] = MultiMnist3.Code },
        ["utkface"] = new Dictionary<string, Experiment> { ["paper"] = UtkFace.Paper, ["code"] = UtkFace.Code, ["stand-in"] = UtkFace.StandIn },
        ["cityscapes"] = new Dictionary<string, Experiment> { ["paper"] = Cityscapes.Paper, ["code"] = Cityscapes.Code, ["stand-in"] = Cityscapes.StandIn },
    };

    /// <summary>An experiment.</summary>
    /// <param name="name">Its name, e.g. "multimnist".</param>
    /// <param name="preset">One of its presets.</param>
    /// <returns>The experiment with the preset's settings.</returns>
    /// <exception cref="PmlException">There is no such experiment or preset.</exception>
    public static Experiment Find(string name, string preset = "paper")
    {
        if (!Presets.TryGetValue(name, out var presets)) throw new PmlException($"There is no experiment '{name}'; there is {string.Join(", ", Presets.Keys)}.");
        return presets.TryGetValue(preset, out var experiment) ? experiment : throw new PmlException($"The experiment {name} has no preset '{preset}'; it has {string.Join(", ", presets.Keys)}.");
    }
}
