using System.Buffers.Binary;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>The numbers of a .npy file that others wrote: any of the kit's element types, either end first, in C or Fortran order, read where they lie.</summary>
internal sealed class NpyNumbers
{
    private readonly byte[] bytes;
    private readonly int size;

    // Elements from one place of an axis to the next; null in C order, where the elements lie in the order of their numbers.
    private readonly long[]? strides;

    /// <summary>Reads the header.</summary>
    /// <param name="bytes">The file's bytes; kept.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="PmlException">It is no .npy file that the kit reads, or not as long as it says.</exception>
    public NpyNumbers(byte[] bytes, string name)
    {
        this.bytes = bytes;
        using var stream = new MemoryStream(bytes);
        Header = NpyHeader.Read(stream, name, out _);
        if (Header.FileBytes != bytes.Length) throw new PmlException($"{name} must have {Header.FileBytes} bytes for its shape {Header.ShapeText}; found {bytes.Length}. It is truncated or damaged.");
        size = Header.Type.Size();
        if (!Header.FortranOrder) return;
        strides = new long[Header.Shape.Count];
        for (var (axis, stride) = (0, 1L); axis < strides.Length; stride *= Header.Shape[axis++]) strides[axis] = stride;
    }

    public NpyHeader Header { get; }

    public int Count => (int)Header.Count;

    /// <summary>The number at a place of C order.</summary>
    public double this[int index] => Number(bytes.AsSpan(Header.DataOffset + (int)Place(index) * size));

    private long Place(long index)
    {
        if (strides is null) return index;
        var place = 0L;
        for (var axis = strides.Length - 1; axis >= 0; axis--)
        {
            (index, var along) = Math.DivRem(index, Header.Shape[axis]);
            place += along * strides[axis];
        }
        return place;
    }

    private double Number(ReadOnlySpan<byte> number)
    {
        if (!Header.BigEndian) return LittleEndian(number);
        Span<byte> turned = stackalloc byte[size];
        number[..size].CopyTo(turned);
        turned.Reverse();
        return LittleEndian(turned);
    }

    private double LittleEndian(ReadOnlySpan<byte> number) => Header.Type switch
    {
        NpyType.UInt8 => number[0],
        NpyType.Int8 => (sbyte)number[0],
        NpyType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(number),
        NpyType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(number),
        NpyType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(number),
        NpyType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(number),
        NpyType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(number),
        NpyType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(number),
        NpyType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(number),
        NpyType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(number),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(number),
    };
}
