using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using PML.Support;

namespace PML.Data;

/// <summary>What a .npy file says of its array: element type, shape, order, and where the numbers start.</summary>
/// <remarks>
/// Source: NumPy's formats 1.0 to 3.0 (numpy.lib.format), of which the first is written. Differs from them: element types are those of <see cref="NpyType"/>.
/// </remarks>
public sealed record NpyHeader
{
    /// <summary>The most axes an array may have, as in NumPy.</summary>
    public const int MaximumRank = 32;

    /// <summary>Length of magic, version and the length field, in bytes.</summary>
    internal const int PreambleBytes = 10;

    private const int Alignment = 64, LongestHeader = 1 << 20;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>A header for an array in C order.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The length of each axis, each at least 0, at most 32 axes; empty for a single number.</param>
    /// <exception cref="PmlException">A length is negative, or the array would have more than 2^63-1 bytes.</exception>
    public NpyHeader(NpyType type, IReadOnlyList<long> shape) : this(type, shape, false, 0) => DataOffset = ToBytes().Length;

    internal NpyHeader(NpyType type, IReadOnlyList<long> shape, bool fortranOrder, int dataOffset)
    {
        (Type, Shape, FortranOrder, DataOffset) = (type, [.. shape], fortranOrder, dataOffset);
        (Count, DataBytes) = Measure(Shape, type.Size());
    }

    /// <summary>The element type.</summary>
    public NpyType Type { get; }

    /// <summary>The length of each axis, outermost first; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Whether the first axis, not the last, runs fastest.</summary>
    public bool FortranOrder { get; }

    /// <summary>Whether the elements have their big end first; the kit writes none that do.</summary>
    public bool BigEndian { get; internal init; }

    /// <summary>Where the first element lies, in bytes from the file's start.</summary>
    public int DataOffset { get; }

    /// <summary>The number of elements: the product of <see cref="Shape"/>.</summary>
    public long Count { get; }

    /// <summary>The size of all elements, in bytes.</summary>
    public long DataBytes { get; }

    /// <summary>The size of the whole file, in bytes.</summary>
    public long FileBytes => DataOffset + DataBytes;

    /// <summary>The shape as Python writes it, e.g. <c>(60000, 1, 28, 28)</c>.</summary>
    public string ShapeText => Shape.Count == 1
        ? $"({Shape[0].ToString(CultureInfo.InvariantCulture)},)"
        : $"({string.Join(", ", Shape.Select(length => length.ToString(CultureInfo.InvariantCulture)))})";

    /// <summary>The header's bytes, padded so that the data start at a multiple of 64.</summary>
    /// <returns>A new array that the caller owns.</returns>
    public byte[] ToBytes()
    {
        var text = $"{{'descr': '{Type.Descr()}', 'fortran_order': {(FortranOrder ? "True" : "False")}, 'shape': {ShapeText}, }}";
        var total = (PreambleBytes + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[total];
        Magic.CopyTo(bytes, 0);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - PreambleBytes));
        Encoding.ASCII.GetBytes(text.PadRight(total - PreambleBytes - 1) + '\n').CopyTo(bytes, PreambleBytes);
        return bytes;
    }

    /// <summary>Reads the header at a stream's position and leaves the stream at the first element.</summary>
    /// <param name="stream">The file's content from its first byte; the caller owns it.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="bytes">The header as it lies in the file.</param>
    /// <returns>The header.</returns>
    /// <exception cref="PmlException">The content is not NPY 1.0 to 3.0, ends too early, or names something that the kit does not read.</exception>
    internal static NpyHeader Read(Stream stream, string name, out byte[] bytes)
    {
        var preamble = new byte[PreambleBytes];
        if (stream.ReadAtLeast(preamble, PreambleBytes, throwOnEndOfStream: false) < PreambleBytes || !preamble.AsSpan(0, 6).SequenceEqual(Magic))
        {
            throw new PmlException($"{name} must be a .npy file; it does not start as one. Make it again.");
        }
        if (preamble[6] is not (1 or 2 or 3) || preamble[7] != 0)
        {
            throw new PmlException($"{name} must be in NPY format 1.0, 2.0 or 3.0; found {preamble[6]}.{preamble[7]}. Save it again with numpy.save.");
        }
        // The later formats have two bytes more for the header's length.
        if (preamble[6] > 1) preamble = [.. preamble, .. TwoMore(stream, name)];
        long length = preamble[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(preamble.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(preamble.AsSpan(8));
        // Looked at before anything is allocated for it.
        if (length > LongestHeader || stream.Length - stream.Position < length)
        {
            throw new PmlException($"{name} must have a header of at most {LongestHeader} bytes; it claims {length}, of which {stream.Length - stream.Position} are there. Make it again.");
        }
        bytes = new byte[preamble.Length + length];
        preamble.CopyTo(bytes, 0);
        stream.ReadExactly(bytes.AsSpan(preamble.Length));
        return new NpyHeaderText(Encoding.Latin1.GetString(bytes, preamble.Length, (int)length), name).Parse(bytes.Length);
    }

    private static byte[] TwoMore(Stream stream, string name)
    {
        var more = new byte[2];
        return stream.ReadAtLeast(more, 2, throwOnEndOfStream: false) == 2 ? more : throw new PmlException($"{name} must be a .npy file; it ends inside its header. Make it again.");
    }

    private static (long Count, long Bytes) Measure(IReadOnlyList<long> shape, int size)
    {
        if (shape.Count > MaximumRank)
        {
            throw new PmlException($"An array's shape must have at most {MaximumRank} axes; found {shape.Count}.");
        }
        Int128 count = 1, largest = size;
        foreach (var length in shape)
        {
            count *= Check.AtLeast(length, 0, "An axis of an array");
            // An axis of length 0 must not hide that the others cannot be counted.
            largest *= Math.Max(length, 1);
            if (largest > long.MaxValue)
            {
                throw new PmlException($"An array must have fewer than 2^63 bytes; found the shape ({string.Join(", ", shape)}).");
            }
        }
        return ((long)count, (long)count * size);
    }
}
