using System.Runtime.InteropServices;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Writes JPEG files through libturbojpeg.</summary>
internal static class JpegEncoder
{
    /// <summary>Encodes one image, its colours at full resolution.</summary>
    /// <param name="pixels">Red, green, blue of each pixel, row after row.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="quality">1 to 100.</param>
    /// <returns>The file.</returns>
    /// <exception cref="PmlException">The library is not there, or refuses.</exception>
    public static byte[] Encode(byte[] pixels, int width, int height, int quality)
    {
        if (pixels.Length != 3 * width * height) throw new PmlException($"An image of {width} x {height} pixels must have {3 * width * height} bytes; found {pixels.Length}.");
        var handle = JpegDecoder.Open(TurboJpeg.tjInitCompress);
        nint memory = 0;
        try
        {
            var size = new CULong(0);
            if (TurboJpeg.tjCompress2(handle, pixels, width, 3 * width, height, TurboJpeg.Rgb, ref memory, ref size, TurboJpeg.Chroma444, quality, TurboJpeg.AccurateTransform) != 0)
            {
                throw new PmlException($"The image could not be written as JPEG; {TurboJpeg.Reason(handle)}.");
            }
            var file = new byte[(int)size.Value];
            Marshal.Copy(memory, file, 0, file.Length);
            return file;
        }
        finally
        {
            if (memory != 0) TurboJpeg.tjFree(memory);
            _ = TurboJpeg.tjDestroy(handle);
        }
    }
}
