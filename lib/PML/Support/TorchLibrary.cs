using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace PML.Support;

/// <summary>libtorch, before TorchSharp's first call loads it: the settings that it reads only then, and where it is taken from.</summary>
/// <remarks>
/// Measured on two cores: libgomp's default spinning costs 2 to 7 times on a busy machine, glibc's giving back of large blocks 1.2 to 2.1
/// times. A variable that the user set stays as it is.
/// </remarks>
internal static partial class TorchLibrary
{
    private const int TrimThreshold = -1, MemoryMapThreshold = -3;

    // Each after those that it needs. A build for the CPU alone lacks those of CUDA.
    private static readonly string[] Files = ["libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"];

    private static string? _problem;

#pragma warning disable CA2255 // Only a module initializer surely runs before the first tensor of any caller.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Prepare()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            // .NET's own environment does not reach libraries that ask libc.
            _ = SetEnvironment("GOMP_SPINCOUNT", "1000", 0);
            var threads = Threads(Environment.GetEnvironmentVariable("PML_THREADS"));
            _ = SetEnvironment("OMP_NUM_THREADS", threads.ToString(CultureInfo.InvariantCulture), 0);
            // MKL's sums depend on where in memory the numbers lie, so that a run would not come out the same twice. It costs nothing
            // that is measured.
            _ = SetEnvironment("MKL_CBWR", "AUTO,STRICT", 0);
            _ = SetMallocOption(MemoryMapThreshold, 1 << 30);
            _ = SetMallocOption(TrimThreshold, int.MaxValue);
            if (Environment.GetEnvironmentVariable("PML_LIBTORCH") is { Length: > 0 } folder) TakeFrom(folder);
        }
        catch (PmlException e)
        {
            _problem = e.Message; // An exception here would reach the user as one of a type that cannot be initialized.
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another libc: training is slower, not wrong.
        }
    }

    /// <summary>Loads libtorch, where that has not been done.</summary>
    /// <exception cref="PmlException">It cannot be loaded, or a variable that it depends on makes no sense.</exception>
    internal static void Require()
    {
        if (_problem is { } problem) throw new PmlException(problem);
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception e) when (e is NotSupportedException or TypeInitializationException or DllNotFoundException)
        {
            throw new PmlException(
                $"TorchSharp's native libraries cannot be loaded: {LoadingProblem(AppFolder)}. `lib/pml doctor` tells what is missing.", e);
        }
    }

    /// <summary>How many threads one operator may use: what PML_THREADS says, else 1 (runs side by side are faster than threads).</summary>
    /// <exception cref="PmlException">The text is no whole number of at least 1.</exception>
    internal static int Threads(string? text) => string.IsNullOrEmpty(text) ? 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 ? count
        : throw new PmlException($"PML_THREADS must be a whole number of at least 1; found '{text}'.");

    /// <summary>Loads another libtorch than the package's. TorchSharp's native part then finds it loaded.</summary>
    /// <param name="folder">The lib folder of a Python torch.</param>
    /// <exception cref="PmlException">There is none, it cannot be loaded, or TorchSharp's native part does not fit it.</exception>
    internal static void TakeFrom(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "libtorch_cpu.so")))
            throw new PmlException(
                $"PML_LIBTORCH must name a folder with libtorch_cpu.so, such as site-packages/torch/lib; found '{folder}'.");
        foreach (var file in Files.Select(name => Path.Combine(folder, name)).Where(File.Exists))
            if (!NativeLibrary.TryLoad(file, out _))
                throw new PmlException(
                    $"PML_LIBTORCH is '{folder}', but {Path.GetFileName(file)} in it cannot be loaded: {Complaint(file)}.");
        var native = Path.Combine(AppFolder, "libLibTorchSharp.so");
        if (!NativeLibrary.TryLoad(native, out _))
            throw new PmlException(
                $"PML_LIBTORCH is '{folder}', but TorchSharp's native part does not fit that libtorch: {Complaint(native)}. "
                + "It was made for libtorch 2.10: name the lib folder of a Python torch 2.10, or unset PML_LIBTORCH.");
    }

    // Where TorchSharp looks for its native part; the location is empty in a single-file program.
    private static string AppFolder =>
        Path.GetDirectoryName(typeof(torch).Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    private static string LoadingProblem(string folder)
    {
        var name = OperatingSystem.IsWindows() ? "LibTorchSharp.dll" : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so";
        var native = Path.Combine(folder, name);
        return File.Exists(native) ? Complaint(native) : $"{native} is not there";
    }

    // The loader's own words, without the list of places where .NET looked.
    private static string Complaint(string file)
    {
        try
        {
            NativeLibrary.Free(NativeLibrary.Load(file));
            return $"{file} loads by itself, but not what it needs";
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            var lines = e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return lines.LastOrDefault(line => line.Contains(".so", StringComparison.Ordinal)
                && !line.StartsWith("Unable", StringComparison.Ordinal)) ?? lines[0];
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetEnvironment(string name, string value, int overwrite);

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetMallocOption(int option, int value);
}
