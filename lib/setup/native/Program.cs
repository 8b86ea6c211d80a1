using System.Runtime.InteropServices;
using PML.NativeMend;

// PML.NativeMend LIBRARY COPY: writes a copy that this machine can load. Where that is not the library as it is, COPY.note says so.
const string Version = "GLIBCXX_3.4.32", Symbol = "_ZSt21ios_base_library_initv";
var (library, copy, note) = (args[0], args[1], args[1] + ".note");
try
{
    var bytes = File.ReadAllBytes(library);
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(copy))!);
    if (MachineHas(Symbol, Version))
    {
        File.Delete(note);
        Write(copy, bytes);
    }
    else
    {
        Write(copy, WeakNeed.Mark(bytes, Version));
        Write(note, "a local copy of TorchSharp's native library is marked to load on this system; nothing else is changed\n"u8.ToArray());
    }

    return 0;
}
catch (UnknownFormatException e)
{
    Console.Error.WriteLine($"error PML1: this system's C++ library is older than {Version}, which {library} asks for, and no copy can be marked to load all the same: "
        + $"{e.Message}. Use a system with a newer one: Debian 13, Ubuntu 24.04.");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error PML2: {copy} cannot be written: {e.Message}");
}

return 1;

// What the loader itself would find.
static bool MachineHas(string symbol, string version) =>
    NativeLibrary.TryLoad("libstdc++.so.6", out var library) && VersionedSymbol(library, symbol, version) != 0;

// Unchanged bytes keep their file and its time, so that nothing is copied again.
static void Write(string path, byte[] bytes)
{
    if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return;
    var part = $"{path}.{Environment.ProcessId}.tmp";
    File.WriteAllBytes(part, bytes);
    File.Move(part, path, overwrite: true);
}

[DllImport("libc", EntryPoint = "dlvsym", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
static extern nint VersionedSymbol(nint library, string symbol, string version);
