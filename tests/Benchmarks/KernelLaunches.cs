using System.Runtime.InteropServices;

namespace PML.Benchmarks;

/// <summary>How many kernels were launched on an NVIDIA GPU, counted by CUPTI, which comes with CUDA.</summary>
internal static unsafe class KernelLaunches
{
    // cupti_callbacks.h and cupti_driver_cbid.h: what every launch comes down to.
    private const uint DriverCalls = 1, LaunchKernel = 307, LaunchKernelEx = 652;

    private static long _entriesAndExits;

    /// <summary>So far; each launch is told when it begins and when it ends.</summary>
    internal static long Count => Interlocked.Read(ref _entriesAndExits) / 2;

    /// <summary>Begins to count.</summary>
    /// <returns>False where there is no CUPTI.</returns>
    internal static bool Start()
    {
        // libtorch has loaded it already, by this name.
        if (!NativeLibrary.TryLoad("libcupti.so.12", out var library) && !NativeLibrary.TryLoad("libcupti.so.13", out library)) return false;
        var subscribe = (delegate* unmanaged<nint*, delegate* unmanaged<void*, uint, uint, void*, void>, void*, int>)NativeLibrary.GetExport(library, "cuptiSubscribe");
        var enable = (delegate* unmanaged<uint, nint, uint, uint, int>)NativeLibrary.GetExport(library, "cuptiEnableCallback");
        nint subscriber;
        return subscribe(&subscriber, &Called, null) == 0 && enable(1, subscriber, DriverCalls, LaunchKernel) == 0 && enable(1, subscriber, DriverCalls, LaunchKernelEx) == 0;
    }

    [UnmanagedCallersOnly]
    private static void Called(void* user, uint domain, uint call, void* data) => Interlocked.Increment(ref _entriesAndExits);
}
