using System.Runtime.InteropServices;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Data;

/// <summary>Census-Income (KDD): a person's 468 features [n, 468], and two tasks of two classes, two tensors [n]: age at least 40, and college education.</summary>
public static class CensusData
{
    /// <summary>The number of features in every protocol.</summary>
    public const int Features = 468;

    private const string Name = "census";

    /// <summary>Which arrays a protocol means; prepares them first where they are missing, telling the console how it goes.</summary>
    /// <param name="protocol">"kdd-test-only", "official" or "generated", then "-corrected" for corrected education labels, then a seed such as "-seed1".</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>Name, protocol and checksum.</returns>
    /// <exception cref="PmlException">The data cannot be had.</exception>
    public static DataRecord Find(string protocol, CancellationToken cancellationToken = default) =>
        new(Name, protocol, PreparedData.OpenOrPrepare(Name, protocol, Console.WriteLine, cancellationToken).Sha256);

    /// <summary>Reads the prepared arrays, and prepares them first where they are missing, telling the console how it goes.</summary>
    /// <param name="protocol">As for <see cref="Find"/>.</param>
    /// <param name="device">Where they shall live; dense, so the 99,762 rows of "kdd-test-only" take 187 MB there.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>The data; the caller disposes it.</returns>
    /// <exception cref="PmlException">The data cannot be had, or an array is damaged.</exception>
    public static Splits Load(string protocol, Device device, CancellationToken cancellationToken = default)
    {
        var prepared = PreparedData.OpenOrPrepare(Name, protocol, Console.WriteLine, cancellationToken);
        var splits = new List<TaskData>();
        try
        {
            foreach (var split in (ReadOnlySpan<string>)["train", "valid", "test"]) splits.Add(Split(prepared, split, device));
            return new Splits(splits[0], splits[1], splits[2], new DataRecord(Name, protocol, prepared.Sha256));
        }
        catch
        {
            foreach (var split in splits) split.Dispose();
            throw;
        }
    }

    private static TaskData Split(PreparedData prepared, string split, Device device)
    {
        using var scope = NewDisposeScope();
        var labels = empty([.. prepared.Array($"{split}_y").Shape], uint8);
        prepared.ReadInto($"{split}_y", labels.bytes);
        var y = labels.to(int64);
        return new TaskData(Dense(prepared, split).to(device), [y.select(1, 0).contiguous().to(device), y.select(1, 1).contiguous().to(device)], $"{Name} {prepared.Sha256} {split}");
    }

    /// <summary>The table with every feature in its place: numbers first, then a 1 wherever a code says so.</summary>
    private static Tensor Dense(PreparedData prepared, string split)
    {
        var (values, codes) = (prepared.Read<float>($"{split}_values"), prepared.Read<ushort>($"{split}_codes"));
        var rows = (int)prepared.Array($"{split}_values").Shape[0];
        var (valueCount, codeCount) = (values.Length / rows, codes.Length / rows);
        var table = zeros([rows, Features], float32);
        var cells = MemoryMarshal.Cast<byte, float>(table.bytes);
        for (var row = 0; row < rows; row++)
        {
            var cell = cells.Slice(row * Features, Features);
            values.AsSpan(row * valueCount, valueCount).CopyTo(cell);
            foreach (var code in codes.AsSpan(row * codeCount, codeCount)) cell[code] = 1;
        }
        return table;
    }
}
