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
}
