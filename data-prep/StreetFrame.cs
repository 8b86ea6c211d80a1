using System.Runtime.InteropServices;
using PML.Data;

namespace PML.DataPrep;

/// <summary>One picture of a street as the prepared arrays have it.</summary>
/// <param name="Image">Red, green, blue, each [height, width], 0 to 255.</param>
/// <param name="Classes">[height, width], -1 (void) to 6.</param>
/// <param name="Depth">Cityscapes' stored disparity p, [height, width], 0 (none) to 32,767; p / 65,535 is the inverse depth that networks learn.</param>
internal sealed record StreetFrame(byte[] Image, sbyte[] Classes, short[] Depth)
{
    /// <summary>The greatest depth kept; Cityscapes' matcher goes up to 126 pixels, which is 32,257.</summary>
    public const int MostDepth = short.MaxValue;

    /// <summary>Bytes that one pixel takes.</summary>
    public const int PixelBytes = 6;

    /// <summary>From <see cref="ToBytes"/>.</summary>
    public static StreetFrame FromBytes(ReadOnlySpan<byte> bytes)
    {
        var area = bytes.Length / PixelBytes;
        return new StreetFrame(bytes[..(3 * area)].ToArray(), MemoryMarshal.Cast<byte, sbyte>(bytes[(3 * area)..(4 * area)]).ToArray(), MemoryMarshal.Cast<byte, short>(bytes[(4 * area)..]).ToArray());
    }

    /// <summary>All of it in this machine's order of bytes: image, classes, depth.</summary>
    public byte[] ToBytes() => [.. Image, .. MemoryMarshal.AsBytes(Classes.AsSpan()), .. MemoryMarshal.AsBytes(Depth.AsSpan())];

    /// <summary>From pixels with red, green and blue beside each other, label ids, and disparities.</summary>
    public static StreetFrame From(byte[] rgb, byte[] labelIds, ushort[] disparity)
    {
        var image = new byte[rgb.Length];
        var area = labelIds.Length;
        for (var pixel = 0; pixel < area; pixel++)
        {
            for (var channel = 0; channel < 3; channel++) image[channel * area + pixel] = rgb[pixel * 3 + channel];
        }
        return new StreetFrame(image, [.. labelIds.Select(id => CityscapesLabels.Class(id))], [.. disparity.Select(p => (short)p)]);
    }

    /// <summary>Writes one split's arrays: <c>_x</c>, <c>_labels</c> and <c>_depth</c>.</summary>
    public static void Write(PreparedSetWriter writer, string split, IReadOnlyList<StreetFrame> frames, int height, int width)
    {
        writer.Add($"{split}_x", NpyType.UInt8, [frames.Count, 3, height, width], file =>
        {
            foreach (var frame in frames) file.Write<byte>(frame.Image);
        });
        writer.Add($"{split}_labels", NpyType.Int8, [frames.Count, height, width], file =>
        {
            foreach (var frame in frames) file.Write<sbyte>(frame.Classes);
        });
        writer.Add($"{split}_depth", NpyType.Int16, [frames.Count, height, width], file =>
        {
            foreach (var frame in frames) file.Write<short>(frame.Depth);
        });
    }

    /// <summary>What the arrays are, for the manifest.</summary>
    public static string Note(int height, int width) =>
        $"x: RGB [n, 3, {height}, {width}]; labels: class -1 (void) to 6 [n, {height}, {width}]; depth: Cityscapes' stored disparity p [n, {height}, {width}], 0 where there is none; networks learn p / 65535.";
}
