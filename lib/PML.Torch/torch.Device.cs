using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lives.</summary>
    public sealed class Device
    {
        /// <summary>A device by kind and number.</summary>
        /// <param name="deviceType">Its kind.</param>
        /// <param name="index">Its number; -1 is the current one.</param>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>A device by name.</summary>
        /// <param name="description">"cpu", "cuda" or "cuda:N".</param>
        /// <exception cref="ArgumentException">The name is none of these.</exception>
        public Device(string description)
        {
            var parts = description.Split(':');
            type = parts[0].ToLowerInvariant() switch { "cpu" => DeviceType.CPU, "cuda" => DeviceType.CUDA, _ => throw Unknown(description) };
            index = -1;
            if (parts.Length == 1) return;
            if (parts.Length > 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Unknown(description);
            index = number;
        }

        /// <summary>Its kind.</summary>
        public DeviceType type { get; }

        /// <summary>Its number; -1 is the current one.</summary>
        public int index { get; }

        /// <summary>The device of that name.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <summary>"cpu", "cuda" or "cuda:N".</summary>
        public override string ToString() =>
            type.ToString().ToLowerInvariant() + (index < 0 ? "" : ":" + index.ToString(CultureInfo.InvariantCulture));

        /// <summary>The device itself, when a tensor can live on it. libtorch's own message for a missing one runs over 50 lines.</summary>
        /// <exception cref="InvalidOperationException">There is no such device.</exception>
        internal Device Usable() => type == DeviceType.CPU || index < cuda.device_count() && cuda.is_available()
            ? this
            : throw new InvalidOperationException($"There is no device {this}: libtorch {__version__} sees {cuda.device_count()} NVIDIA graphics processors here. Use cpu, or a libtorch for CUDA on a machine that has one.");

        private static ArgumentException Unknown(string description) => new($"A device must be cpu, cuda or cuda:N; found '{description}'.");
    }

    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>The current NVIDIA graphics processor.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>The device of that name: "cpu", "cuda" or "cuda:N".</summary>
    public static Device device(string description) => new(description);

    /// <summary>The device of that kind and number.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);
}
