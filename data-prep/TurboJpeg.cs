using System.Reflection;
using System.Runtime.InteropServices;
using PML.Support;

namespace PML.DataPrep;

/// <summary>The functions of libturbojpeg that are used here, and where the library is looked for.</summary>
/// <remarks>Its own interface and not libjpeg's: the latter reports errors by longjmp, which must not cross managed code.</remarks>
internal static class TurboJpeg
{
    public const int Rgb = 0;
    public const int Chroma444 = 0;

    // The exact integer transform, whose bits are those of libjpeg and Pillow; and an end to files with absurdly many scans.
    public const int AccurateTransform = 4096;
    public const int LimitScans = 32768;

    private const string Library = "turbojpeg";

    static TurboJpeg() => NativeLibrary.SetDllImportResolver(typeof(TurboJpeg).Assembly, Find);

    /// <summary>Fails where the library is not installed.</summary>
    /// <exception cref="PmlException">It is not; the message says how to install it.</exception>
    public static void RequireLibrary()
    {
        if (Find(Library, typeof(TurboJpeg).Assembly, null) == 0) throw new PmlException(Missing);
    }

    public const string Missing =
        "JPEG files need the library libturbojpeg; it was not found. Debian, Ubuntu: sudo apt-get install -y libturbojpeg0 (or libturbojpeg); Fedora: sudo dnf install turbojpeg; "
        + "macOS: brew install jpeg-turbo; Windows: the installer of libjpeg-turbo.org, its bin folder on the PATH.";

    /// <summary>What went wrong last on a handle.</summary>
    public static string Reason(nint handle) => Marshal.PtrToStringUTF8(tjGetErrorStr2(handle)) ?? "no reason given";

    [DllImport(Library)]
    public static extern nint tjInitDecompress();

    [DllImport(Library)]
    public static extern int tjDecompressHeader3(nint handle, byte[] jpeg, CULong size, out int width, out int height, out int subsampling, out int colours);

    [DllImport(Library)]
    public static extern int tjDecompress2(nint handle, byte[] jpeg, CULong size, byte[] pixels, int width, int pitch, int height, int format, int flags);

    [DllImport(Library)]
    public static extern nint tjInitCompress();

    [DllImport(Library)]
    public static extern int tjCompress2(nint handle, byte[] pixels, int width, int pitch, int height, int format, ref nint jpeg, ref CULong size, int subsampling, int quality, int flags);

    [DllImport(Library)]
    public static extern void tjFree(nint memory);

    [DllImport(Library)]
    public static extern int tjDestroy(nint handle);

    [DllImport(Library)]
    private static extern nint tjGetErrorStr2(nint handle);

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        foreach (var candidate in (ReadOnlySpan<string>)["libturbojpeg.so.0", "libturbojpeg.0.dylib", "libturbojpeg.dylib", "/opt/homebrew/lib/libturbojpeg.dylib", "turbojpeg.dll", "turbojpeg"])
        {
            if (NativeLibrary.TryLoad(candidate, out var handle)) return handle;
        }
        return 0;
    }
}
