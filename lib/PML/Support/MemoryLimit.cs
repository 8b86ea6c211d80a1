using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Support;

/// <summary>How much memory a training step may take.</summary>
public static class MemoryLimit
{
    /// <summary>What <c>PML_MEMORY</c> says, in GB (10^9 bytes); else half of this machine's memory, so that two runs fit side by side.</summary>
    /// <param name="device">Where the step runs. On another device than the CPU there is no limit unless PML_MEMORY sets one.</param>
    /// <returns>Bytes.</returns>
    /// <exception cref="PmlException">PML_MEMORY is not a number above 0.</exception>
    public static long Of(Device device)
    {
        if (Environment.GetEnvironmentVariable("PML_MEMORY") is not { Length: > 0 } text)
            return device.type == DeviceType.CPU ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 : long.MaxValue;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var gigabytes) && gigabytes > 0 && gigabytes < 1e9
            ? (long)(1e9 * gigabytes)
            : throw new PmlException($"PML_MEMORY must be a number of GB above 0; found '{text}'.");
    }
}
