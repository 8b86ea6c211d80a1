using PML.Support;
using static TorchSharp.torch;

namespace PML.Data;

/// <summary>MultiMNIST: images of two overlaid digits [n, 1, 28, 28], and the class of each digit, two tensors [n].</summary>
public static class MultiMnistData
{
    /// <summary>Reads the prepared arrays, and prepares them first where they are missing, telling the console how it goes.</summary>
    /// <param name="protocol">"paper", "code", "tiny", or one of them with a seed: "paper-seed1".</param>
    /// <param name="device">Where they shall live.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>The data; the caller disposes it.</returns>
    /// <exception cref="PmlException">The data cannot be had, or an array is damaged.</exception>
    public static Splits Load(string protocol, Device device, CancellationToken cancellationToken = default) =>
        PreparedSplits.Load("multimnist", protocol, device, cancellationToken);
}
