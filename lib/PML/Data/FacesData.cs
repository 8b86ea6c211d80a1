using PML.Objectives;
using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Data;

/// <summary>Faces [n, 3, 64, 64] with three targets [n]: age (float32, mean 0 and variance 1 over the whole set), gender (2 classes) and ethnicity (5 classes).</summary>
/// <remarks>Images lie on the device as bytes; a batch's are numbers from 0 to 1.</remarks>
public static class FacesData
{
    /// <summary>The real set, from the user's own copy of UTKFace.</summary>
    public const string UtkFace = "utkface";

    /// <summary>The generated stand-in, whose gender and ethnicity are the kind and clan of avatars.</summary>
    public const string Synthetic = "synth-faces";

    /// <summary>Which arrays a protocol means; prepares them first where they are missing and can be made, telling the console how it goes.</summary>
    /// <param name="set"><see cref="UtkFace"/> or <see cref="Synthetic"/>.</param>
    /// <param name="protocol">UTKFace: "paper" or "code"; generated: "tiny", "small" or "full"; a seed may follow: "full-seed1".</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>Name, protocol and checksum.</returns>
    /// <exception cref="PmlException">The set is not one of the two, or its data cannot be had.</exception>
    public static DataRecord Find(string set, string protocol, CancellationToken cancellationToken = default) =>
        new(set, protocol, Open(set, protocol, cancellationToken).Sha256);

    /// <summary>Reads the prepared arrays, and prepares them first where they are missing and can be made, telling the console how it goes.</summary>
    /// <param name="set"><see cref="UtkFace"/> or <see cref="Synthetic"/>.</param>
    /// <param name="protocol">As for <see cref="Find"/>.</param>
    /// <param name="device">Where they shall live.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>The data; the caller disposes it.</returns>
    /// <exception cref="PmlException">The set is not one of the two, its data cannot be had, or an array is damaged.</exception>
    public static Splits Load(string set, string protocol, Device device, CancellationToken cancellationToken = default)
    {
        var prepared = Open(set, protocol, cancellationToken);
        var (mean, deviation) = (prepared.Manifest.Constants["age_mean"], prepared.Manifest.Constants["age_std"]);
        return PreparedSplits.Of(prepared, Split);

        TaskData Split(string split)
        {
            using var scope = NewDisposeScope();
            var (x, y) = (Read($"{split}_x"), Read($"{split}_y").to(device));
            var age = y.select(1, 0).to(float32).sub(mean).div(deviation);
            return new TaskData(x.to(device), [age, y.select(1, 1).to(int64), y.select(1, 2).to(int64)], $"{set} {prepared.Sha256} {split}", Bytes.Instance);
        }

        Tensor Read(string name) => PreparedSplits.Read(prepared, name, NpyType.UInt8, uint8);
    }

    private static PreparedData Open(string set, string protocol, CancellationToken cancellationToken) =>
        PreparedData.OpenOrPrepare(Check.OneOf(set, [UtkFace, Synthetic], "The set of faces"), protocol, Console.WriteLine, cancellationToken);

    private sealed class Bytes : IBatchTransform
    {
        internal static Bytes Instance { get; } = new();

        public Batch Apply(Batch batch, Random? random) => batch with { X = batch.X.to(float32).div(255) };
    }
}
