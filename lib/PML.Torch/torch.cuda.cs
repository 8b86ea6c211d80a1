namespace TorchSharp;

public static partial class torch
{
    /// <summary>NVIDIA graphics processors.</summary>
    public static class cuda
    {
        /// <summary>Whether one can be used.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>How many there are.</summary>
        public static int device_count() => Native.pt_cuda_devices();

        /// <summary>Waits until a graphics processor has done all it was told.</summary>
        /// <param name="device">Which; the current one when left out.</param>
        public static void synchronize(Device? device = null) => Native.Check(Native.pt_cuda_synchronize(device?.index ?? -1), "cuda.synchronize");
    }
}
