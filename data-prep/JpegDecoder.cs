using System.Runtime.InteropServices;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Reads JPEG files through libturbojpeg; the pixels are those that Pillow gives, bit for bit.</summary>
internal static class JpegDecoder
{
    /// <summary>Decodes one file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="maximumSide">The greatest height and width that is read, in pixels; a file that claims more takes no memory.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <returns>Red, green, blue of each pixel, row after row.</returns>
    /// <exception cref="PmlException">The file is no JPEG file, is cut off or damaged, or too big; or there is no libturbojpeg.</exception>
    public static byte[] Decode(byte[] file, int maximumSide, out int width, out int height)
    {
        // A handle for each file: one that has met a damaged table may refuse whole files after it.
        var handle = Open(TurboJpeg.tjInitDecompress);
        try
        {
            var size = new CULong((uint)file.Length);
            if (TurboJpeg.tjDecompressHeader3(handle, file, size, out width, out height, out _, out _) != 0) throw Damaged(handle);
            if (width < 1 || height < 1 || width > maximumSide || height > maximumSide) throw new PmlException($"The image must have 1 to {maximumSide} pixels a side; its header says {width} x {height}.");
            var pixels = new byte[3 * width * height];
            // A mere warning counts as damage too: libjpeg warns where a file is cut off, and fills the rest with grey.
            if (TurboJpeg.tjDecompress2(handle, file, size, pixels, width, 3 * width, height, TurboJpeg.Rgb, TurboJpeg.AccurateTransform | TurboJpeg.LimitScans) != 0) throw Damaged(handle);
            return pixels;
        }
        finally
        {
            _ = TurboJpeg.tjDestroy(handle);
        }
    }

    /// <summary>A new handle of the library.</summary>
    /// <exception cref="PmlException">The library is not there, or has no memory.</exception>
    public static nint Open(Func<nint> start)
    {
        try
        {
            var handle = start();
            return handle != 0 ? handle : throw new PmlException($"libturbojpeg must start; it did not: {TurboJpeg.Reason(0)}");
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new PmlException(TurboJpeg.Missing, exception);
        }
    }

    private static PmlException Damaged(nint handle) => new($"The file must be a whole JPEG file; {TurboJpeg.Reason(handle).TrimEnd('.')}.");
}
