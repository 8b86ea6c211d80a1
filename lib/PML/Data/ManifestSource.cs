namespace PML.Data;

/// <summary>A file that a prepared set was made from.</summary>
/// <param name="Name">The file's name, without a folder.</param>
/// <param name="Sha256">The SHA-256 of its content, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record ManifestSource(string Name, string Sha256, long Bytes);
