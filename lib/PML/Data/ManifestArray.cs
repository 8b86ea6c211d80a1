namespace PML.Data;

/// <summary>One array of a prepared set.</summary>
/// <param name="File">The .npy file's name, without a folder.</param>
/// <param name="Dtype">The element type as NumPy names it, e.g. <c>&lt;f4</c>.</param>
/// <param name="Shape">The length of each axis, outermost first.</param>
/// <param name="Sha256">The SHA-256 of the whole file, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">The size of the whole file, in bytes.</param>
public sealed record ManifestArray(string File, string Dtype, IReadOnlyList<long> Shape, string Sha256, long Bytes)
{
    /// <summary>The array's name: the file's without <c>.npy</c>, e.g. <c>train_x</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>The size of the elements alone, in bytes: what a tensor of this shape takes.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long DataBytes => Header().DataBytes;

    /// <summary>The row of a file that is on the disk.</summary>
    /// <param name="path">The .npy file.</param>
    /// <param name="sha256">Its SHA-256, 64 lower-case hexadecimal digits.</param>
    /// <returns>The row, without reading more than the header.</returns>
    /// <exception cref="Support.PmlException">The file is no .npy file that the kit reads.</exception>
    public static ManifestArray Describe(string path, string sha256)
    {
        var header = NpyFile.ReadHeader(path);
        return new ManifestArray(Path.GetFileName(path), header.Type.Descr(), header.Shape, sha256, header.FileBytes);
    }

    /// <summary>The header that the file must have.</summary>
    /// <returns>A C-order header of this shape and type.</returns>
    /// <exception cref="Support.PmlException">The kit does not read <see cref="Dtype"/>, or <see cref="Shape"/> is none.</exception>
    public NpyHeader Header() => new(
        NpyTypes.Find(Dtype) is { BigEndian: false } found ? found.Type : throw new Support.PmlException($"The element type of {File} must be one of {NpyTypes.Names}; found '{Dtype}'."),
        Shape);
}
