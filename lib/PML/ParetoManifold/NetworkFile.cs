using System.Globalization;
using PML.Networks;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.ParetoManifold;

/// <summary>One network as a safetensors file that PyTorch loads: its parameters and running statistics by PyTorch's names.</summary>
internal static class NetworkFile
{
    private const string Ending = ".safetensors";

    /// <summary>Refuses a path that cannot be such a file's, before anything is computed.</summary>
    internal static void CheckPath(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new PmlException($"An exported network needs a file's path; found an empty one. Name a file that ends in {Ending}.");
        if (!path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            throw new PmlException($"An exported network's file must end in {Ending}; found {path}. Loaders go by the ending.");
        if (Directory.Exists(path)) throw new PmlException($"An exported network needs a file's path; {path} is a folder.");
    }

    /// <summary>Writes a network.</summary>
    /// <param name="path">A file that ends in .safetensors.</param>
    /// <param name="network">The architecture.</param>
    /// <param name="theta">Its weights, shape [N].</param>
    /// <param name="statistics">Running statistics, shape [K], or null for the first ones.</param>
    /// <param name="alpha">The weighting it stands at.</param>
    /// <param name="about">What else the file's metadata says.</param>
    internal static void Write(string path, Network network, Tensor theta, Tensor? statistics, double[] alpha, IReadOnlyDictionary<string, string> about)
    {
        using var scope = NewDisposeScope();
        var arrays = new Dictionary<string, TensorFile.Entry>();
        long at = 0;
        foreach (var parameter in network.Parameters)
        {
            arrays.Add(parameter.Name, Single(theta.narrow(0, at, parameter.Count).reshape(parameter.Shape)));
            at += parameter.Count;
        }

        statistics ??= network.NewStatistics(theta.device);
        foreach (var (name, start, count) in network.StatisticsSlices)
        {
            arrays.Add($"{name}.running_mean", Single(statistics!.narrow(0, start, count / 2)));
            arrays.Add($"{name}.running_var", Single(statistics!.narrow(0, start + count / 2, count / 2)));
            // PyTorch counts batches for a momentum that the kit does not use; a strict loader asks for the entry.
            arrays.Add($"{name}.num_batches_tracked", new TensorFile.Entry("I64", [], new byte[sizeof(long)]));
        }

        var notes = new Dictionary<string, string>
        {
            ["format"] = "pt", // asked for by loaders in Python
            ["network"] = network.GetType().Name,
            ["alpha"] = string.Join(", ", alpha.Select(a => a.ToString(CultureInfo.InvariantCulture))),
            ["tasks"] = string.Join(", ", Enumerable.Range(1, network.TaskCount).Select(task => $"task{task}")),
        };
        foreach (var (name, text) in about) notes[name] = text;
        TensorFile.Write(path, arrays, notes);
    }

    private static TensorFile.Entry Single(Tensor value) => TensorFile.Entry.Of(value.to(float32));
}
