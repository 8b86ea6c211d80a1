using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Data;

/// <summary>MultiMNIST on the device: images of two overlaid digits, and the class of each digit.</summary>
public sealed class MultiMnistData : IDisposable
{
    private MultiMnistData(TaskData train, TaskData valid, TaskData test, string sha256) => (Train, Valid, Test, Sha256) = (train, valid, test, sha256);

    /// <summary>What is trained on: images [n, 1, 28, 28] and two tensors of classes [n].</summary>
    public TaskData Train { get; }

    /// <summary>What settings are chosen on.</summary>
    public TaskData Valid { get; }

    /// <summary>What is reported.</summary>
    public TaskData Test { get; }

    /// <summary>The checksum that tells these arrays from any others.</summary>
    public string Sha256 { get; }

    /// <summary>Reads the prepared arrays, and prepares them first where they are missing, telling the console how it goes.</summary>
    /// <param name="protocol">"paper", "code", "tiny", or one of the first two with a seed: "paper-seed1".</param>
    /// <param name="device">Where they shall live.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>The data; the caller disposes it.</returns>
    /// <exception cref="PmlException">The data cannot be had, or an array is damaged.</exception>
    public static MultiMnistData Load(string protocol, Device device, CancellationToken cancellationToken = default)
    {
        var prepared = PreparedData.OpenOrPrepare("multimnist", protocol, Console.WriteLine, cancellationToken);
        var splits = new List<TaskData>();
        try
        {
            foreach (var split in (ReadOnlySpan<string>)["train", "valid", "test"]) splits.Add(Split(split));
            return new MultiMnistData(splits[0], splits[1], splits[2], prepared.Sha256);
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
            return new TaskData(x.to(device), [y.select(1, 0).contiguous().to(device), y.select(1, 1).contiguous().to(device)], $"multimnist {prepared.Sha256} {split}");
        }

        Tensor Read(string name, ScalarType type)
        {
            var array = empty([.. prepared.Array(name).Shape], type);
            prepared.ReadInto(name, array.bytes);
            return array;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Train.Dispose();
        Valid.Dispose();
        Test.Dispose();
    }
}
