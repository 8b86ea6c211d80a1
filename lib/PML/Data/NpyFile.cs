using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PML.Support;

namespace PML.Data;

/// <summary>Reads and writes whole .npy files (NPY format 1.0).</summary>
public static class NpyFile
{
    // Small enough to hash from the cache, large enough that the calls do not count.
    private const int ChunkBytes = 1 << 20;

    /// <summary>Reads a file's header and checks that the file is as long as the header says.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The header.</returns>
    /// <exception cref="PmlException">There is no such file, it is no .npy file that the kit reads, or it is truncated or too long.</exception>
    public static NpyHeader ReadHeader(string path)
    {
        using var stream = Open(path, out var header, out _);
        return header;
    }

    /// <summary>Reads a whole file.</summary>
    /// <typeparam name="T">The element type; must be the file's own.</typeparam>
    /// <param name="path">The file.</param>
    /// <returns>All elements in C order, and the length of each axis.</returns>
    /// <exception cref="PmlException">As for <see cref="ReadInto"/>, or the element type differs from the file's.</exception>
    public static (T[] Values, IReadOnlyList<long> Shape) Read<T>(string path) where T : unmanaged
    {
        var header = ReadHeader(path);
        CheckType<T>(header, path);
        if (header.DataBytes > Array.MaxLength) throw TooBig(header, path);
        var values = new T[header.Count];
        ReadInto(path, MemoryMarshal.AsBytes(values.AsSpan()));
        return (values, header.Shape);
    }

    /// <summary>Reads a file's elements into memory that the caller owns, such as a tensor's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="destination">Exactly as many bytes as the elements have.</param>
    /// <param name="hash">Gets every byte of the file, the header too; null for none.</param>
    /// <returns>The header.</returns>
    /// <exception cref="PmlException">No such file; not a .npy file that the kit reads; truncated or too long; Fortran order; or the destination's size is not the array's.</exception>
    public static NpyHeader ReadInto(string path, Span<byte> destination, IncrementalHash? hash = null)
    {
        using var stream = Open(path, out var header, out var bytes);
        if (header.FortranOrder)
        {
            throw new PmlException($"{path} must be in C order; found Fortran order. Save it again with numpy.save(path, numpy.ascontiguousarray(array)).");
        }
        if (header.DataBytes > Array.MaxLength) throw TooBig(header, path);
        if (destination.Length != header.DataBytes)
        {
            throw new PmlException($"The memory for {path} must have {header.DataBytes} bytes for its shape {header.ShapeText}; found {destination.Length}.");
        }
        hash?.AppendData(bytes);
        for (var rest = destination; rest.Length > 0;)
        {
            var chunk = rest[..Math.Min(rest.Length, ChunkBytes)];
            if (stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) < chunk.Length) throw WrongLength(path, stream.Length, header);
            hash?.AppendData(chunk);
            rest = rest[chunk.Length..];
        }
        return header;
    }

    /// <summary>Writes an array under a temporary name and renames it.</summary>
    /// <param name="path">Where the file shall be; its folder must exist. A file of that name is replaced.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="values">All elements in C order.</param>
    /// <returns>The SHA-256 of the whole file, 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="PmlException">The kit has no .npy type for <typeparamref name="T"/>, or the number of elements is not the shape's.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be made; an earlier file is untouched.</exception>
    public static string Write<T>(string path, ReadOnlySpan<long> shape, ReadOnlySpan<T> values) where T : unmanaged
    {
        var type = NpyTypes.Of<T>() ?? throw new PmlException($"{path} must hold one of the element types {NpyTypes.Names}; found {typeof(T).Name}.");
        using var writer = new NpyWriter(path, type, shape);
        writer.Write(values);
        return writer.Commit();
    }

    internal static void CheckType<T>(NpyHeader header, string path)
    {
        if (NpyTypes.Of<T>() != header.Type)
        {
            throw new PmlException($"{path} must be read and written as {header.Type.ElementName()} ({header.Type.Descr()}); found {typeof(T).Name}.");
        }
    }

    private static FileStream Open(string path, out NpyHeader header, out byte[] bytes)
    {
        if (!File.Exists(path)) throw new PmlException($"{path} must be a .npy file; there is no such file.");
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);
        try
        {
            header = NpyHeader.Read(stream, path, out bytes);
            if (header.BigEndian) throw new PmlException($"{path} must have one of the element types {NpyTypes.Names}; its numbers have the big end first. Convert it with numpy's astype.");
            // Checked before anything is allocated, so a header's wild shape costs nothing.
            if (stream.Length != header.FileBytes) throw WrongLength(path, stream.Length, header);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static PmlException WrongLength(string path, long found, NpyHeader header) =>
        new($"{path} must have {header.FileBytes} bytes for its shape {header.ShapeText} of {header.Type.Descr()}; found {found}. It is truncated or damaged; make it again.");

    private static PmlException TooBig(NpyHeader header, string path) =>
        new($"{path} must have at most {Array.MaxLength} bytes of elements to be read at once; found {header.DataBytes}. Split it.");
}
