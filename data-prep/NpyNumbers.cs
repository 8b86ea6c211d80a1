using System.Buffers.Binary;
using PML.Data;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Reads .npy files that others wrote: any of the kit's element types, in C or Fortran order.</summary>
internal static class NpyNumbers
{
    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <returns>The header, and every number in C order.</returns>
    /// <exception cref="PmlException">It is no .npy file that the kit reads, or not as long as it says.</exception>
    public static (NpyHeader Header, double[] Values) Read(byte[] bytes, string name)
    {
        using var stream = new MemoryStream(bytes);
        var header = NpyHeader.Read(stream, name, out _);
        if (header.FileBytes != bytes.Length) throw new PmlException($"{name} must have {header.FileBytes} bytes for its shape {header.ShapeText}; found {bytes.Length}. It is truncated or damaged.");
        var (values, size) = (new double[header.Count], header.Type.Size());
        var places = header.FortranOrder ? CPlaces(header.Shape, values.Length) : null;
        for (var i = 0; i < values.Length; i++) values[places?[i] ?? i] = Number(bytes.AsSpan(header.DataOffset + i * size), header.Type);
        return (header, values);
    }

    private static double Number(ReadOnlySpan<byte> bytes, NpyType type) => type switch
    {
        NpyType.UInt8 => bytes[0],
        NpyType.Int8 => (sbyte)bytes[0],
        NpyType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        NpyType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        NpyType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        NpyType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        NpyType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };

    /// <summary>For each element in Fortran order, its place in C order.</summary>
    private static int[] CPlaces(IReadOnlyList<long> shape, int count)
    {
        var places = new int[count];
        var (index, place) = (new long[shape.Count], 0L);
        var strides = new long[shape.Count];
        for (var (axis, stride) = (shape.Count - 1, 1L); axis >= 0; stride *= shape[axis--]) strides[axis] = stride;
        for (var i = 0; i < count; i++)
        {
            places[i] = (int)place;
            for (var axis = 0; axis < shape.Count; axis++)
            {
                place += strides[axis];
                if (++index[axis] < shape[axis]) break;
                place -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return places;
    }
}
