using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PML.Support;

namespace PML.Data;

/// <summary>Writes a big .npy file piece by piece, under a temporary name until <see cref="Commit"/>.</summary>
/// <remarks>Disposed without <see cref="Commit"/>, it leaves no trace, and a file of that name stays as it was.</remarks>
public sealed class NpyWriter : IDisposable
{
    private readonly NpyHeader header;
    private readonly string path;
    private readonly string temporary;
    private readonly FileStream stream;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool committed;

    /// <summary>Starts the file and writes the header.</summary>
    /// <param name="path">Where the file shall be; its folder must exist.</param>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The length of each axis, each at least 0.</param>
    /// <exception cref="PmlException">The shape is not one.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be made.</exception>
    public NpyWriter(string path, NpyType type, params ReadOnlySpan<long> shape)
    {
        header = new NpyHeader(type, shape.ToArray());
        this.path = path;
        temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        try
        {
            Append(header.ToBytes());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Appends elements in C order.</summary>
    /// <param name="values">The next elements; of the writer's element type.</param>
    /// <exception cref="PmlException">The element type differs from the file's.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Write<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        NpyFile.CheckType<T>(header, path);
        Append(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Ends the file, forces it to the disk and gives it its name.</summary>
    /// <returns>The SHA-256 of the whole file, 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="PmlException">Fewer or more elements were written than the shape has.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be renamed.</exception>
    public string Commit()
    {
        if (stream.Position != header.FileBytes)
        {
            throw new PmlException($"{path} must get {header.Count} elements for its shape {header.ShapeText}; {(stream.Position - header.DataOffset) / header.Type.Size()} were written.");
        }
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(temporary, path, overwrite: true);
        committed = true;
        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    /// <summary>Removes the temporary file if the writer was not committed.</summary>
    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        finally
        {
            hash.Dispose();
            if (!committed) File.Delete(temporary);
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        hash.AppendData(bytes);
    }
}
