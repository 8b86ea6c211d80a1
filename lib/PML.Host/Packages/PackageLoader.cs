using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace PML.Host.Packages;

/// <summary>Finds the files of packages when running code asks for them by name.</summary>
/// <remarks>Scripts load each assembly into a load context of its own, and native libraries are asked of that context: all that hold a package's assembly are listened to.</remarks>
internal static class PackageLoader
{
    private static readonly ConcurrentDictionary<string, string> s_managed = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, string> s_native = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<AssemblyLoadContext, bool> s_heard = new();
    private static int s_started;

    /// <summary>Makes packages' files known.</summary>
    public static void Add(PackageAssets assets)
    {
        foreach (var (name, file) in assets.Managed) s_managed[name] = file;
        foreach (string file in assets.Native) s_native[Path.GetFileName(file)] = file;
        if (Interlocked.Exchange(ref s_started, 1) == 1) return;
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Listen(loaded.LoadedAssembly);
        Hear(AssemblyLoadContext.Default);
    }

    private static void Listen(Assembly assembly)
    {
        if (assembly.GetName().Name is { } name && s_managed.ContainsKey(name) && AssemblyLoadContext.GetLoadContext(assembly) is { } context) Hear(context);
    }

    private static void Hear(AssemblyLoadContext context)
    {
        if (!s_heard.TryAdd(context, true)) return;
        context.Resolving += (_, name) => name.Name is { } n && s_managed.TryGetValue(n, out var file) ? AssemblyLoadContext.Default.LoadFromAssemblyPath(file) : null;
        context.ResolvingUnmanagedDll += (_, name) => Native(name);
    }

    private static nint Native(string name)
    {
        string[] names = [name, $"{name}.dll", $"lib{name}.so", $"{name}.so", $"lib{name}.dylib", $"{name}.dylib"];
        foreach (string file in names.Select(n => s_native.GetValueOrDefault(n)).OfType<string>())
            if (NativeLibrary.TryLoad(file, out nint library)) return library;
        return 0;
    }
}
