using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PML.Support;

namespace PML.Data;

/// <summary>A prepared data set on the disk: named arrays, each verified against its checksum whenever it is read.</summary>
public sealed class PreparedData
{
    /// <summary>How a line of data-prep starts that says why it failed; the lines after it belong to the reason.</summary>
    public const string ErrorMark = "error: ";

    private PreparedData(string folder, Manifest manifest) => (Folder, Manifest) = (folder, manifest);

    /// <summary>The folder that holds the set.</summary>
    public string Folder { get; }

    /// <summary>What the set is and where it comes from.</summary>
    public Manifest Manifest { get; }

    /// <summary>What identifies the set's content: <see cref="Manifest.Sha256"/>.</summary>
    public string Sha256 => Manifest.Sha256;

    /// <summary>Opens a set that is there. Files are checked for presence and size; contents when they are read.</summary>
    /// <param name="set">The set, e.g. <c>multimnist</c>.</param>
    /// <param name="protocol">The protocol, e.g. <c>paper</c>.</param>
    /// <returns>The set.</returns>
    /// <exception cref="PmlException">The set is absent, incomplete or damaged; the message has the command that mends it.</exception>
    public static PreparedData Open(string set, string protocol) => OpenFolder(DataFolders.PreparedSet(set, protocol), set, protocol);

    /// <summary>Opens a set, and first prepares it where it is absent, incomplete or damaged.</summary>
    /// <param name="set">The set, e.g. <c>multimnist</c>.</param>
    /// <param name="protocol">The protocol, e.g. <c>paper</c>.</param>
    /// <param name="log">Gets each line of progress, from other threads; null for silence.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    /// <returns>The set.</returns>
    /// <exception cref="PmlException">The preparation failed or is not installed; the message has the command to type.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PreparedData OpenOrPrepare(string set, string protocol, Action<string>? log = null, CancellationToken cancellationToken = default) =>
        OpenOrPrepare(DataFolders.Root, set, protocol, log, cancellationToken);

    internal static PreparedData OpenOrPrepare(string root, string set, string protocol, Action<string>? log, CancellationToken cancellationToken)
    {
        var folder = DataFolders.PreparedSet(root, set, protocol);
        try
        {
            return OpenFolder(folder, set, protocol);
        }
        catch (PmlException exception)
        {
            if (Directory.Exists(folder)) log?.Invoke(exception.Message);
            PreparationProcess.Run(root, set, protocol, log, cancellationToken);
            return OpenFolder(folder, set, protocol);
        }
    }

    /// <summary>Opens the set in a folder; as <see cref="Open"/>.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <param name="set">The set that must lie there.</param>
    /// <param name="protocol">The protocol that must lie there.</param>
    /// <returns>The set.</returns>
    /// <exception cref="PmlException">The set is absent, incomplete or damaged; the message has the command that mends it.</exception>
    public static PreparedData OpenFolder(string folder, string set, string protocol)
    {
        var mend = $"Make it with: {PreparationProcess.Command(set, protocol)}";
        if (!Directory.Exists(folder)) throw new PmlException($"The data set {set}, protocol {protocol}, must be prepared first; {folder} does not exist. {mend}");
        Manifest manifest;
        try
        {
            manifest = Manifest.Load(folder);
        }
        catch (PmlException exception)
        {
            throw new PmlException($"{exception.Message} {mend}", exception);
        }
        if ((manifest.Set, manifest.Protocol) != (set, protocol))
        {
            throw new PmlException($"{folder} must hold {set}, protocol {protocol}; its manifest says {manifest.Set}, {manifest.Protocol}. {mend}");
        }
        foreach (var array in manifest.Arrays)
        {
            var file = new FileInfo(Path.Combine(folder, array.File));
            if (file.Exists && file.Length == array.Bytes) continue;
            throw new PmlException($"{file.FullName} must have {array.Bytes} bytes; found {(file.Exists ? file.Length : "no file")}. {mend}");
        }
        return new PreparedData(folder, manifest);
    }

    /// <summary>Shape, type and checksum of an array.</summary>
    /// <param name="name">The array's name without <c>.npy</c>, e.g. <c>train_x</c>.</param>
    /// <returns>Its row of the manifest.</returns>
    /// <exception cref="PmlException">The set has no such array.</exception>
    public ManifestArray Array(string name) => Manifest.Arrays.FirstOrDefault(array => array.Name == name)
        ?? throw new PmlException($"An array of {Manifest.Set} must be one of {string.Join(", ", Manifest.Arrays.Select(array => array.Name))}; found '{name}'.");

    /// <summary>Reads an array into memory that the caller owns, verifying its checksum on the way.</summary>
    /// <param name="name">The array's name, e.g. <c>train_x</c>.</param>
    /// <param name="destination">Exactly <see cref="ManifestArray.DataBytes"/> bytes; its content is undefined after an exception.</param>
    /// <exception cref="PmlException">No such array, a destination of another size, or the file was truncated or altered; the message has the command that mends it.</exception>
    public void ReadInto(string name, Span<byte> destination)
    {
        var array = Array(name);
        if (destination.Length != array.DataBytes)
        {
            throw new PmlException($"The memory for {name} must have {array.DataBytes} bytes for its shape {array.Header().ShapeText} of {array.Dtype}; found {destination.Length}.");
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            NpyFile.ReadInto(PathOf(array), destination, hash);
        }
        catch (PmlException exception)
        {
            throw new PmlException($"{exception.Message} {Mend}", exception);
        }
        Require(array, hash.GetHashAndReset());
    }

    /// <summary>Reads a whole array, verifying its checksum on the way.</summary>
    /// <typeparam name="T">The element type; must be the array's own.</typeparam>
    /// <param name="name">The array's name, e.g. <c>train_y</c>.</param>
    /// <returns>All elements in C order; the caller owns them.</returns>
    /// <exception cref="PmlException">As for <see cref="ReadInto"/>, or the element type differs.</exception>
    public T[] Read<T>(string name) where T : unmanaged
    {
        var header = Array(name).Header();
        NpyFile.CheckType<T>(header, name);
        var values = new T[header.Count];
        ReadInto(name, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Recomputes the checksum of every array.</summary>
    /// <returns>A sentence for each damaged file, naming it; empty when all is well.</returns>
    public IReadOnlyList<string> Verify()
    {
        var damaged = new List<string>();
        foreach (var array in Manifest.Arrays)
        {
            try
            {
                using var stream = File.OpenRead(PathOf(array));
                Require(array, SHA256.HashData(stream));
            }
            catch (PmlException exception)
            {
                damaged.Add(exception.Message);
            }
            catch (IOException exception)
            {
                damaged.Add($"{exception.Message} {Mend}");
            }
        }
        return damaged;
    }

    private string Mend => $"Make it with: {PreparationProcess.Command(Manifest.Set, Manifest.Protocol)}";

    private string PathOf(ManifestArray array) => Path.Combine(Folder, array.File);

    private void Require(ManifestArray array, byte[] hash)
    {
        var found = Convert.ToHexString(hash).ToLowerInvariant();
        if (found != array.Sha256) throw new PmlException($"{PathOf(array)} must have the SHA-256 {array.Sha256}; found {found}. The file was altered. {Mend}");
    }
}
