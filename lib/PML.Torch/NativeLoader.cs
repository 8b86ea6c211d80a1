using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp;

/// <summary>Finds and loads the shim at its first use, with the settings that libtorch reads only while it is loaded.</summary>
internal static unsafe partial class NativeLoader
{
    internal const string LibraryName = "pml_torch";
    private const string FileName = "libpml_torch.so";

    /// <summary>From now on the shim is looked up by this class; nothing is loaded yet.</summary>
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == LibraryName ? Load(Locate(assembly)) : 0;

    /// <summary>Where the shim must be: PML_SHIM, else beside this assembly (beside the program when it is one file).</summary>
    internal static string Locate(Assembly assembly)
    {
        if (Environment.GetEnvironmentVariable("PML_SHIM") is { Length: > 0 } chosen) return chosen;
#pragma warning disable IL3000 // The location is empty in a single-file program, whose folder is then taken.
        var folder = Path.GetDirectoryName(assembly.Location);
#pragma warning restore IL3000
        return Path.Combine(string.IsNullOrEmpty(folder) ? AppContext.BaseDirectory : folder, FileName);
    }

    /// <summary>Loads the shim and makes libtorch ready.</summary>
    /// <exception cref="DllNotFoundException">It is not there, or libtorch is not; the message tells what to do.</exception>
    internal static nint Load(string file)
    {
        if (!OperatingSystem.IsLinux()) throw Missing($"the torch engine 'system' needs Linux; found {RuntimeInformation.OSDescription}", "Build with -p:TorchEngine=torchsharp-cpu here");
        if (!File.Exists(file)) throw Missing($"{FileName}, which connects this program to libtorch, is not at {file}", "`lib/pml setup` builds it; PML_SHIM names another place");
        var threads = Threads();
        SetLibrarySettings(threads);
        nint library;
        try { library = NativeLibrary.Load(file); }
        catch (DllNotFoundException e) { throw Missing($"{file} is there but could not be loaded: {e.Message.Trim().Split('\n')[^1].Trim()}", "`lib/pml setup` installs libtorch and builds the file for it", e); }
        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "pt_start"))(threads);
        return library;
    }

    private static DllNotFoundException Missing(string what, string remedy, Exception? cause = null) => new($"libtorch cannot be used: {what}. {remedy}.", cause);

    /// <summary>Settings in libc's environment, which .NET's own copy does not reach; what the user set stays.</summary>
    /// <remarks>OpenMP threads that spin while they wait ruin each other on shared cores. OpenBLAS keeps threads of its own, which
    /// libtorch does not know of and which spin too, and it does not know every processor that has AVX-512.</remarks>
    private static void SetLibrarySettings(int threads)
    {
        SetVariable("GOMP_SPINCOUNT", "1000", 0);
        SetVariable("OPENBLAS_NUM_THREADS", threads.ToString(CultureInfo.InvariantCulture), 0);
        if (Avx512F.IsSupported) SetVariable("OPENBLAS_CORETYPE", "SkylakeX", 0);
    }

    /// <summary>How many threads one operator may use: PML_THREADS, else 1 (independent runs side by side are faster than threads).</summary>
    private static int Threads()
    {
        if (Environment.GetEnvironmentVariable("PML_THREADS") is not { Length: > 0 } text) return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1
            ? count
            : throw new InvalidOperationException($"PML_THREADS must be a whole number of at least 1; found '{text}'.");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
