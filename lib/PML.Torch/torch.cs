using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The part of TorchSharp's API that the kit uses, over the libtorch of this machine.</summary>
public static unsafe partial class torch
{
    /// <summary>libtorch's version.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8((nint)Native.pt_version()) ?? "";

    /// <summary>The thread's innermost scope, if any.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScope.Current;

    /// <summary>Opens a scope that owns the tensors made on this thread until it is disposed.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScope.Open();

    /// <summary>How many threads one operator may use.</summary>
    public static int get_num_threads() => Native.pt_threads();

    /// <summary>Sets how many threads one operator may use; 1 at start (or what the environment variable PML_THREADS says).</summary>
    public static void set_num_threads(int num) => Native.Check(Native.pt_set_threads(num), nameof(set_num_threads));

    /// <summary>Seeds the generators of the processor and of every graphics processor.</summary>
    /// <returns>The processor's generator.</returns>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>Whether a graphics processor can be used.</summary>
    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>Random numbers.</summary>
    public static class random
    {
        /// <summary>Seeds the generators of the processor and of every graphics processor.</summary>
        /// <returns>The processor's generator.</returns>
        public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);
    }

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

    /// <summary>A source of random numbers.</summary>
    public sealed class Generator
    {
        private Generator() { }

        /// <summary>The generator of operators that name none.</summary>
        public static Generator Default { get; } = new();

        /// <summary>Starts it again from a seed, and the graphics processors' too.</summary>
        /// <returns>The same generator.</returns>
        public Generator manual_seed(long seed)
        {
            Native.Check(Native.pt_seed((ulong)seed), nameof(manual_seed));
            return this;
        }
    }
}
