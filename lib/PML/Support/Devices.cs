using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Support;

/// <summary>Where training runs.</summary>
public static class Devices
{
    /// <summary>The device that <c>PML_DEVICE</c> names, else CUDA where there is one, else the CPU.</summary>
    /// <exception cref="PmlException">PML_DEVICE names no device, or one that is not there; or libtorch cannot be loaded.</exception>
    public static Device Default
    {
        get
        {
            TorchLibrary.Require();
            var name = Environment.GetEnvironmentVariable("PML_DEVICE");
            if (string.IsNullOrEmpty(name)) return cuda.is_available() ? device("cuda") : CPU;
            if (name != "cpu" && name != "cuda" && !name.StartsWith("cuda:", StringComparison.Ordinal))
                throw new PmlException($"PML_DEVICE must be cpu, cuda or cuda:N; found '{name}'.");
            if (name.StartsWith("cuda:", StringComparison.Ordinal) && cuda.is_available() && !(int.TryParse(name[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < cuda.device_count()))
                throw new PmlException($"PML_DEVICE is {name}, but there are {cuda.device_count()} CUDA devices, cuda:0 first. Name one of them.");
            if (name != "cpu" && !cuda.is_available())
                throw new PmlException($"PML_DEVICE is {name}, but TorchSharp sees no CUDA device. Unset it to use the CPU; README.md tells what a GPU needs.");
            return device(name);
        }
    }
}
