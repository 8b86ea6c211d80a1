using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PML.Support;

namespace PML.Data;

/// <summary>What a prepared set is, where it comes from, and the checksum of each of its arrays: <c>manifest.json</c>.</summary>
public sealed record Manifest
{
    /// <summary>The manifest's file name in a prepared set's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The schema version that this library writes and reads.</summary>
    public const int CurrentSchema = 1;

    private const int MaximumBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        // The file is read by people and never put into a web page, so "<f4" stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The version of this file's layout.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The data set, e.g. <c>multimnist</c>.</summary>
    public required string Set { get; init; }

    /// <summary>Which making of the set, e.g. <c>paper</c>, <c>code</c>, <c>tiny</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The seed of everything drawn at random.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The version of the code that made the arrays; raised whenever a byte of them changes.</summary>
    public required int PreparationVersion { get; init; }

    /// <summary>The command that makes the set again.</summary>
    public required string Command { get; init; }

    /// <summary>The terms under which the data may be used.</summary>
    public required string Licence { get; init; }

    /// <summary>The files that the arrays were made from; empty for a generated set.</summary>
    public required IReadOnlyList<ManifestSource> Sources { get; init; }

    /// <summary>The arrays, in the order in which they were written.</summary>
    public required IReadOnlyList<ManifestArray> Arrays { get; init; }

    /// <summary>The names of the classes, by label.</summary>
    public required IReadOnlyList<string> LabelNames { get; init; }

    /// <summary>Numbers that go with the arrays, by name, e.g. what a target is normalised with; empty for most sets.</summary>
    public IReadOnlyDictionary<string, double> Constants { get; init; } = new Dictionary<string, double>();

    /// <summary>What a reader should know of the set, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What identifies the set's content: the SHA-256 over the arrays' names and checksums, 64 lower-case hexadecimal digits.</summary>
    /// <remarks>Over the UTF-8 text of one line <c>file sha256\n</c> an array, ordered by file name. Equal for equal arrays, wherever and whenever made.</remarks>
    [JsonIgnore]
    public string Sha256 => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
        Arrays.OrderBy(array => array.File, StringComparer.Ordinal).Select(array => $"{array.File} {array.Sha256}\n"))))).ToLowerInvariant();

    /// <summary>Reads <c>manifest.json</c> of a folder.</summary>
    /// <param name="folder">A prepared set's folder.</param>
    /// <returns>The manifest; its file names lie inside the folder, and its shapes and types are ones that the kit reads.</returns>
    /// <exception cref="PmlException">There is none, or it is damaged, or of another schema.</exception>
    public static Manifest Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var file = new FileInfo(path);
        if (!file.Exists) throw new PmlException($"{folder} must have a {FileName}; it has none.");
        if (file.Length > MaximumBytes) throw new PmlException($"{path} must have at most {MaximumBytes} bytes; found {file.Length}.");
        try
        {
            var manifest = JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(path), Json) ?? throw new JsonException("The file says null.");
            return manifest.Checked(path);
        }
        catch (JsonException exception)
        {
            throw new PmlException($"{path} must be a manifest of schema {CurrentSchema}; {exception.Message}", exception);
        }
    }

    /// <summary>Writes <c>manifest.json</c> into a folder, under a temporary name first.</summary>
    /// <param name="folder">A prepared set's folder; it must exist.</param>
    /// <exception cref="IOException">The disk is full or the file cannot be made; an earlier file is untouched.</exception>
    public void Save(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                JsonSerializer.Serialize(stream, this, Json);
                stream.WriteByte((byte)'\n');
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private Manifest Checked(string path)
    {
        if (Schema != CurrentSchema) throw new PmlException($"{path} must be of schema {CurrentSchema}; found {Schema}.");
        object?[] required = [Set, Protocol, Command, Licence, Sources, Arrays, LabelNames, Constants, Notes];
        if (required.Contains(null)) throw new PmlException($"{path} must give every field a value; found null.");
        foreach (var array in Arrays)
        {
            // A name with a folder in it could make a reader leave the set's own.
            if (array?.File is null || array.File != Path.GetFileName(array.File) || !array.File.EndsWith(".npy", StringComparison.Ordinal))
            {
                throw new PmlException($"{path} must name .npy files of its own folder; found '{array?.File}'.");
            }
            if (array.Sha256 is not { Length: 64 } || array.Shape is null || array.Header().FileBytes != array.Bytes)
            {
                throw new PmlException($"{path} must give {array.File} a SHA-256, a shape and the size that follows from the shape; it does not.");
            }
        }
        return this;
    }
}
