using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace PML.Support;

/// <summary>Settings that the native libraries read when they are loaded, made before anything loads them.</summary>
/// <remarks>
/// Only with the TorchSharp packages: the engine PML.Torch makes them itself.
/// Measured on two cores: libgomp's default spinning costs 2 to 7 times on a busy machine, OpenBLAS's own choice of kernels
/// up to 1.6 times, glibc's giving back of large blocks 1.2 to 2.1 times. A variable that the user set stays as it is.
/// </remarks>
internal static partial class NativeDefaults
{
    private const int TrimThreshold = -1, MemoryMapThreshold = -3;

#pragma warning disable CA2255 // Only a module initializer surely runs before the first tensor of any caller.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Apply()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            // .NET's own environment does not reach libraries that ask libc.
            _ = SetEnvironment("GOMP_SPINCOUNT", "1000", 0);
            _ = SetEnvironment("OMP_NUM_THREADS", Environment.GetEnvironmentVariable("PML_THREADS") ?? "1", 0);
            if (Avx512F.IsSupported) _ = SetEnvironment("OPENBLAS_CORETYPE", "SkylakeX", 0);
            _ = SetMallocOption(MemoryMapThreshold, 1 << 30);
            _ = SetMallocOption(TrimThreshold, int.MaxValue);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another libc: training is slower, not wrong.
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetEnvironment(string name, string value, int overwrite);

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetMallocOption(int option, int value);
}
