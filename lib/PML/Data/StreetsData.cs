using PML.Support;
using PML.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Data;

/// <summary>Pictures of streets [n, 3, H, W] with two targets: the class of each pixel [n, H, W] and its inverse depth [n, H, W].</summary>
/// <remarks>They lie on the device in the compact form that <see cref="StreetsTransform"/> turns into a batch: six bytes a pixel.</remarks>
public static class StreetsData
{
    /// <summary>The real set, from the user's own copy of Cityscapes.</summary>
    public const string Cityscapes = "cityscapes";

    /// <summary>The generated stand-in.</summary>
    public const string Synthetic = "synth-streets";

    /// <summary>Which arrays a protocol means; prepares them first where they are missing and can be made, telling the console how it goes.</summary>
    /// <param name="set"><see cref="Cityscapes"/> or <see cref="Synthetic"/>.</param>
    /// <param name="protocol">Cityscapes: "paper" or "code"; generated: "tiny", "small" or "full"; a seed may follow: "full-seed1".</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>Name, protocol and checksum.</returns>
    /// <exception cref="PmlException">The set is not one of the two, or its data cannot be had.</exception>
    public static DataRecord Find(string set, string protocol, CancellationToken cancellationToken = default) =>
        new(set, protocol, Open(set, protocol, cancellationToken).Sha256);

    /// <summary>Reads the prepared arrays, and prepares them first where they are missing and can be made, telling the console how it goes.</summary>
    /// <param name="set"><see cref="Cityscapes"/> or <see cref="Synthetic"/>.</param>
    /// <param name="protocol">As for <see cref="Find"/>.</param>
    /// <param name="device">Where they shall live.</param>
    /// <param name="augment">Whether training batches are augmented.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>The data; where the protocol has no validation split of its own, it is the test split. The caller disposes it.</returns>
    /// <exception cref="PmlException">The set is not one of the two, its data cannot be had, or an array is damaged.</exception>
    public static Splits Load(string set, string protocol, Device device, bool augment = true, CancellationToken cancellationToken = default)
    {
        var prepared = Open(set, protocol, cancellationToken);
        var hasValid = prepared.Manifest.Arrays.Any(array => array.Name == "valid_x");
        TaskData? shown = null; // the test split, where it is the validation split too
        return PreparedSplits.Of(prepared, split => split == "valid" && !hasValid ? shown = Split("test", null) : Split(split, split == "test" ? shown : null));

        // A split that another one shows already takes no second room.
        TaskData Split(string split, TaskData? same)
        {
            using var scope = NewDisposeScope();
            Tensor[] arrays = same is null ? [Read("x", NpyType.UInt8, uint8), Read("labels", NpyType.Int8, int8), Read("depth", NpyType.Int16, int16)] : [same.X.detach(), .. same.Y.Select(y => y.detach())];
            return new TaskData(arrays[0].to(device), [arrays[1].to(device), arrays[2].to(device)], $"{set} {prepared.Sha256} {split}", new StreetsTransform(augment));

            Tensor Read(string array, NpyType stored, ScalarType type) => PreparedSplits.Read(prepared, $"{split}_{array}", stored, type);
        }
    }

    private static PreparedData Open(string set, string protocol, CancellationToken cancellationToken) =>
        PreparedData.OpenOrPrepare(Check.OneOf(set, [Cityscapes, Synthetic], "The set of streets"), protocol, Console.WriteLine, cancellationToken);
}
