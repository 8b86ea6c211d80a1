namespace PML.DataPrep;

/// <summary>A file as its authors publish it, known by its checksum.</summary>
/// <param name="Name">Its name, unpacked.</param>
/// <param name="Bytes">Its size, unpacked.</param>
/// <param name="Sha256">Its SHA-256, unpacked, 64 lower-case hexadecimal digits.</param>
internal sealed record RawFile(string Name, long Bytes, string Sha256);
