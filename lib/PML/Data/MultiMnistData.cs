using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Data;

/// <summary>MultiMNIST: images of two overlaid digits [n, 1, 28, 28], and the class of each digit, two tensors [n].</summary>
public static class MultiMnistData
{
    private const string Name = "multimnist";

    /// <summary>Which arrays a protocol means; prepares them first where they are missing, telling the console how it goes.</summary>
    /// <param name="protocol">"paper", "code", "tiny", or one of the first two with a seed: "paper-seed1".</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>Name, protocol and checksum.</returns>
    /// <exception cref="PmlException">The data cannot be had.</exception>
    public static DataRecord Find(string protocol, CancellationToken cancellationToken = default) =>
        new(Name, protocol, PreparedData.OpenOrPrepare(Name, protocol, Console.WriteLine, cancellationToken).Sha256);

    /// <summary>Reads the prepared arrays, and prepares them first where they are missing, telling the console how it goes.</summary>
    /// <param name="protocol">"paper", "code", "tiny", or one of the first two with a seed: "paper-seed1".</param>
    /// <param name="device">Where they shall live.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>The data; the caller disposes it.</returns>
    /// <exception cref="PmlException">The data cannot be had, or an array is damaged.</exception>
    public static Splits Load(string protocol, Device device, CancellationToken cancellationToken = default)
    {
        var prepared = PreparedData.OpenOrPrepare(Name, protocol, Console.WriteLine, cancellationToken);
        var splits = new List<TaskData>();
        try
        {
            foreach (var split in (ReadOnlySpan<string>)["train", "valid", "test"]) splits.Add(Split(split));
            return new Splits(splits[0], splits[1], splits[2], new DataRecord(Name, protocol, prepared.Sha256));
        }
        catch
        {
            foreach (var split in splits) split.Dispose();
            throw;
        }

        TaskData Split(string split)
        {
            using var scope = NewDisposeScope();
            var x = Read($"{split}_x", float32);
            var y = Read($"{split}_y", uint8).to(int64);
            return new TaskData(x.to(device), [y.select(1, 0).contiguous().to(device), y.select(1, 1).contiguous().to(device)], $"{Name} {prepared.Sha256} {split}");
        }

        Tensor Read(string name, ScalarType type)
        {
            var array = empty([.. prepared.Array(name).Shape], type);
            prepared.ReadInto(name, array.bytes);
            return array;
        }
    }
}
