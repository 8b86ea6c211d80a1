using System.Runtime.InteropServices;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Data;

/// <summary>Census-Income (KDD): a person's 468 features [n, 468], and two tasks of two classes, two tensors [n]: age at least 40, and college education.</summary>
public static class CensusData
{
    /// <summary>The number of features in every protocol.</summary>
    public const int Features = 468;

    /// <summary>Reads the prepared arrays, and prepares them first where they are missing, telling the console how it goes.</summary>
    /// <param name="protocol">"kdd-test-only", "official" or "generated", then "-corrected" for corrected education labels, then a seed such as "-seed1".</param>
    /// <param name="device">Where they shall live; dense, so the 99,762 rows of "kdd-test-only" take 187 MB there.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>The data; the caller disposes it.</returns>
    /// <exception cref="PmlException">The data cannot be had, or an array is damaged.</exception>
    public static Splits Load(string protocol, Device device, CancellationToken cancellationToken = default) =>
        PreparedSplits.Load("census", protocol, device, Dense, cancellationToken);

    /// <summary>The table with every feature in its place: numbers first, then a 1 wherever a code says so.</summary>
    private static Tensor Dense(PreparedData prepared, string split)
    {
        var (values, codes) = (prepared.Read<float>($"{split}_values"), prepared.Read<ushort>($"{split}_codes"));
        var (rows, valueCount, codeCount) = ((int)prepared.Array($"{split}_values").Shape[0], (int)prepared.Array($"{split}_values").Shape[1], (int)prepared.Array($"{split}_codes").Shape[1]);
        if (codes.Any(code => code >= Features)) throw new PmlException($"{split}_codes of {prepared.Folder} must be places of the {Features} features; found {codes.Max()}.");
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
