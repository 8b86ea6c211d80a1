using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using PML.Support;

namespace PML.Figures;

/// <summary>A small picture of red, green and blue, for figures that show samples.</summary>
public sealed class Picture
{
    // Viridis in five steps.
    private static readonly byte[][] Heat = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]];
    private readonly byte[] _pixels;

    private Picture(int height, int width, Func<int, int, byte[]> pixel)
    {
        (Height, Width, _pixels) = (Check.InRange(height, 1, 4096), Check.InRange(width, 1, 4096), new byte[3 * height * width]);
        for (var i = 0; i < height; i++)
            for (var j = 0; j < width; j++)
                pixel(i, j).CopyTo(_pixels, 3 * (i * width + j));
    }

    /// <summary>Rows of pixels.</summary>
    public int Height { get; }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>A grey picture.</summary>
    /// <param name="values">0 is black, 1 white; those outside are cut. Shape [H, W], each side at most 4096.</param>
    /// <returns>The picture.</returns>
    public static Picture Grey(float[,] values) => new(values.GetLength(0), values.GetLength(1), (i, j) => [Level(values[i, j]), Level(values[i, j]), Level(values[i, j])]);

    /// <summary>A picture in colour.</summary>
    /// <param name="values">Red, green and blue, each from 0 to 1. Shape [3, H, W].</param>
    /// <returns>The picture.</returns>
    /// <exception cref="PmlException">There are not three channels.</exception>
    public static Picture Rgb(float[,,] values)
    {
        if (values.GetLength(0) != 3) throw new PmlException($"A picture in colour needs 3 channels; found {values.GetLength(0)}.");
        return new(values.GetLength(1), values.GetLength(2), (i, j) => [Level(values[0, i, j]), Level(values[1, i, j]), Level(values[2, i, j])]);
    }

    /// <summary>A map of classes, each in its <see cref="FigureStyle.ClassColor"/>.</summary>
    /// <param name="classes">Shape [H, W]; below 0 for pixels that do not count, which are black.</param>
    /// <returns>The picture.</returns>
    public static Picture Classes(int[,] classes) => new(classes.GetLength(0), classes.GetLength(1), (i, j) =>
        classes[i, j] < 0 ? [0, 0, 0] : Convert.FromHexString(FigureStyle.ClassColor(classes[i, j])[1..]));

    /// <summary>A heat map from blue (low) to yellow (high).</summary>
    /// <param name="values">Shape [H, W]; NaN is white.</param>
    /// <param name="low">The value of the scale's one end.</param>
    /// <param name="high">That of the other, above it.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="PmlException">The ends are not in order.</exception>
    public static Picture HeatMap(float[,] values, double low, double high)
    {
        if (!(low < high)) throw new PmlException($"A heat map's scale must go from a lower value to a higher; found {low} to {high}.");
        return new(values.GetLength(0), values.GetLength(1), (i, j) =>
            float.IsNaN(values[i, j]) ? [255, 255, 255] : HeatOf((values[i, j] - low) / (high - low)));
    }

    /// <summary>The colour of a place on the heat map's scale, from 0 (blue) to 1 (yellow): red, green, blue.</summary>
    internal static byte[] HeatOf(double share)
    {
        var place = Math.Clamp(share, 0, 1) * (Heat.Length - 1);
        var at = Math.Min((int)place, Heat.Length - 2);
        return [.. Heat[at].Zip(Heat[at + 1], (a, b) => (byte)Math.Round(a + (place - at) * (b - a)))];
    }

    /// <summary>The picture as a PNG file.</summary>
    /// <param name="scale">How many pixels of the file a pixel is wide and high: browsers blur what they enlarge.</param>
    /// <returns>The file's content, 8 bits a channel.</returns>
    public byte[] ToPng(int scale = 1)
    {
        Check.AtLeast(scale, 1);
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width * scale);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height * scale);
        (header[8], header[9]) = (8, 2); // 8 bits, red green blue
        Chunk(file, "IHDR", header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            for (var i = 0; i < Height * scale; i++)
            {
                zlib.WriteByte((byte)(i == 0 ? 0 : 2)); // each row as its difference from the one above, the first as it is
                for (var j = 0; j < Width * scale; j++)
                    for (var c = 0; c < 3; c++)
                        zlib.WriteByte((byte)(At(i / scale, j / scale, c) - (i == 0 ? 0 : At((i - 1) / scale, j / scale, c))));
            }

        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte Level(float value) => (byte)Math.Round(255 * Math.Clamp(float.IsNaN(value) ? 0 : value, 0, 1));

    private int At(int row, int column, int channel) => _pixels[3 * (row * Width + column) + channel];

    private static void Chunk(MemoryStream file, string name, byte[] content)
    {
        var number = new byte[4];
        byte[] counted = [.. Encoding.ASCII.GetBytes(name), .. content];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(counted);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(counted));
        file.Write(number);
    }

    // The cyclic redundancy check of ISO 3309, bit by bit.
    private static uint Crc(byte[] content)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in content)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
