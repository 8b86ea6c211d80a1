using System.Buffers.Binary;
using PML.Support;

namespace PML.DataPrep;

/// <summary>Reads the idx format of the MNIST files: a big-endian header, then unsigned bytes.</summary>
internal static class IdxFile
{
    private const int UnsignedBytes = 8;

    /// <summary>Reads an array of unsigned bytes.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="rank">How many axes it must have, 1 to 4.</param>
    /// <returns>The length of each axis, and the elements in C order.</returns>
    /// <exception cref="PmlException">The file is no idx file of unsigned bytes with so many axes, or its size is not what its header says.</exception>
    public static (int[] Shape, byte[] Values) Parse(ReadOnlySpan<byte> file, string name, int rank)
    {
        var offset = 4 + 4 * rank;
        if (file.Length < offset || BinaryPrimitives.ReadInt32BigEndian(file) != (UnsignedBytes << 8 | rank))
        {
            throw new PmlException($"{name} must be an idx file of unsigned bytes with {rank} axes (it starts with 0x{UnsignedBytes << 8 | rank:x8}); it is not.");
        }
        var shape = new int[rank];
        Int128 count = 1;
        for (var axis = 0; axis < rank; axis++)
        {
            shape[axis] = Check.AtLeast(BinaryPrimitives.ReadInt32BigEndian(file[(4 + 4 * axis)..]), 0, $"Axis {axis} of {name}");
            count *= shape[axis];
        }
        if (count != file.Length - offset)
        {
            throw new PmlException($"{name} must have {count} elements for its shape ({string.Join(", ", shape)}); found {file.Length - offset}. It is truncated or damaged.");
        }
        return (shape, file[offset..].ToArray());
    }
}
