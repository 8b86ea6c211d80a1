using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Data;

/// <summary>Prepared sets whose tasks are classifications, on the device: arrays <c>train_x</c>, <c>valid_x</c>, <c>test_x</c> of inputs (float32, [n, ...]) and <c>train_y</c>, <c>valid_y</c>, <c>test_y</c> of classes (uint8, [n, T]).</summary>
public static class PreparedSplits
{
    /// <summary>Which arrays a protocol means; prepares them first where they are missing, telling the console how it goes.</summary>
    /// <param name="set">The set, e.g. "multimnist".</param>
    /// <param name="protocol">One of the set's protocols, e.g. "paper".</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>Name, protocol and checksum.</returns>
    /// <exception cref="PmlException">The data cannot be had.</exception>
    public static DataRecord Find(string set, string protocol, CancellationToken cancellationToken = default) =>
        new(set, protocol, PreparedData.OpenOrPrepare(set, protocol, Console.WriteLine, cancellationToken).Sha256);

    /// <summary>Reads the prepared arrays, and prepares them first where they are missing, telling the console how it goes.</summary>
    /// <param name="set">The set, e.g. "multimnist".</param>
    /// <param name="protocol">One of the set's protocols, e.g. "paper".</param>
    /// <param name="device">Where they shall live.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>Inputs [n, ...] and each task's classes, int64 [n]; the caller disposes them.</returns>
    /// <exception cref="PmlException">The data cannot be had, an array is damaged or not of the type that the summary names.</exception>
    public static Splits Load(string set, string protocol, Device device, CancellationToken cancellationToken = default) =>
        Load(set, protocol, device, (prepared, split) => Read(prepared, $"{split}_x", NpyType.Float32, float32), cancellationToken);

    /// <summary>As the other, for a set that keeps its inputs in another form than <c>_x</c>.</summary>
    /// <param name="set">The set.</param>
    /// <param name="protocol">One of the set's protocols.</param>
    /// <param name="device">Where the data shall live.</param>
    /// <param name="inputs">Reads the inputs of a split, e.g. "train": float32 [n, ...].</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    internal static Splits Load(string set, string protocol, Device device, Func<PreparedData, string, Tensor> inputs, CancellationToken cancellationToken)
    {
        var prepared = PreparedData.OpenOrPrepare(set, protocol, Console.WriteLine, cancellationToken);
        return Of(prepared, split => Split(prepared, split, inputs, device));
    }

    /// <summary>The three splits of a set; where one cannot be read, those before it are disposed.</summary>
    /// <param name="prepared">The set.</param>
    /// <param name="read">Gives "train", "valid" and "test", asked for in this order.</param>
    internal static Splits Of(PreparedData prepared, Func<string, TaskData> read)
    {
        var splits = new List<TaskData>();
        try
        {
            foreach (var split in (ReadOnlySpan<string>)["train", "valid", "test"]) splits.Add(read(split));
            return new Splits(splits[0], splits[1], splits[2], new DataRecord(prepared.Manifest.Set, prepared.Manifest.Protocol, prepared.Sha256));
        }
        catch
        {
            foreach (var split in splits) split.Dispose();
            throw;
        }
    }

    private static TaskData Split(PreparedData prepared, string split, Func<PreparedData, string, Tensor> inputs, Device device)
    {
        using var scope = NewDisposeScope();
        var x = inputs(prepared, split);
        var y = Read(prepared, $"{split}_y", NpyType.UInt8, uint8).to(int64);
        return new TaskData(
            x.to(device),
            [.. Enumerable.Range(0, (int)y.shape[1]).Select(task => y.select(1, task).contiguous().to(device))],
            $"{prepared.Manifest.Set} {prepared.Sha256} {split}");
    }

    /// <summary>An array in the host's memory.</summary>
    /// <param name="prepared">The set.</param>
    /// <param name="name">The array, e.g. "train_x".</param>
    /// <param name="stored">The type that it must have.</param>
    /// <param name="type">The same type, as tensors name it.</param>
    internal static Tensor Read(PreparedData prepared, string name, NpyType stored, ScalarType type)
    {
        var array = prepared.Array(name);
        if (array.Header().Type != stored) throw new PmlException($"{name} of {prepared.Folder} must be of type {stored.Descr()}; found {array.Dtype}.");
        var tensor = empty([.. array.Shape], type);
        prepared.ReadInto(name, tensor.bytes);
        return tensor;
    }
}
