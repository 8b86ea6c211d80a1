namespace PML.DataPrep;

/// <summary>A picture's samples, as the PNG file has them once palette and small depths are resolved.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</param>
/// <param name="Depth">Bits a sample: 8 or 16.</param>
/// <param name="Bytes">Row after row, channels beside each other; 16-bit samples high byte first, as in the file.</param>
internal sealed record PngImage(int Width, int Height, int Channels, int Depth, byte[] Bytes)
{
    /// <summary>A grey picture of 16 bits.</summary>
    public static PngImage Grey16(int width, int height, ReadOnlySpan<ushort> samples)
    {
        var bytes = new byte[samples.Length * 2];
        for (var i = 0; i < samples.Length; i++) (bytes[2 * i], bytes[2 * i + 1]) = ((byte)(samples[i] >> 8), (byte)samples[i]);
        return new PngImage(width, height, 1, 16, bytes);
    }

    /// <summary>One sample.</summary>
    public int this[int y, int x, int channel = 0]
    {
        get
        {
            var at = ((long)y * Width + x) * Channels + channel;
            return Depth == 8 ? Bytes[at] : (Bytes[2 * at] << 8) | Bytes[2 * at + 1];
        }
    }

    /// <summary>The picture as RGB of 8 bits: grey three times, alpha left out, the high byte of 16 bits.</summary>
    /// <returns>[height, width, 3]; the picture's own array where it is of this kind already.</returns>
    public byte[] ToRgb()
    {
        if (Channels == 3 && Depth == 8) return Bytes;
        var (colours, stride) = (Channels >= 3 ? 3 : 1, Depth / 8);
        var rgb = new byte[Width * Height * 3];
        for (int pixel = 0, at = 0; at < rgb.Length; pixel += Channels * stride, at += 3)
        {
            for (var channel = 0; channel < 3; channel++) rgb[at + channel] = Bytes[pixel + channel % colours * stride];
        }
        return rgb;
    }
}
