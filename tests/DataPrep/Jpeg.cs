using System.Runtime.InteropServices;

namespace PML.Tests.DataPrep;

/// <summary>Tests of JPEG files need libturbojpeg, which not every machine has.</summary>
internal static class Jpeg
{
    public static void SkipIfAbsent() =>
        Skip.IfNot(NativeLibrary.TryLoad("libturbojpeg.so.0", out _) || NativeLibrary.TryLoad("libturbojpeg.dylib", out _) || NativeLibrary.TryLoad("turbojpeg.dll", out _), "libturbojpeg is not installed.");
}
