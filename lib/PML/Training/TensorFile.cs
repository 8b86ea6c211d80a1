using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>Named arrays in one file, in the safetensors format, with a checksum.</summary>
/// <remarks>Format: 8 bytes of header length, a JSON header, filled up with spaces to a multiple of 8 bytes, the arrays' bytes (huggingface.co/docs/safetensors). The checksum is the header's metadata entry "sha256".</remarks>
internal sealed class TensorFile
{
    private const int LargestHeader = 1 << 20;
    private static readonly string Unsigned = new('0', 64);
    private readonly string _path;
    private readonly Dictionary<string, Entry> _arrays;
    private readonly Dictionary<string, string> _notes;

    private TensorFile(string path, Dictionary<string, Entry> arrays, Dictionary<string, string> notes) => (_path, _arrays, _notes) = (path, arrays, notes);

    internal Entry this[string name] => _arrays.TryGetValue(name, out var entry) ? entry : throw Lacks($"array '{name}'");

    internal string Note(string name) => _notes.TryGetValue(name, out var note) ? note : throw Lacks($"entry '{name}'");

    private PmlException Lacks(string what) => new($"The file {_path} has no {what}: it was written for something else. Check the path.");

    internal bool Has(string name) => _arrays.ContainsKey(name);

    /// <summary>An array on the host: float32 or float64; int64 in files for others, which are not read back.</summary>
    internal sealed record Entry(string Type, long[] Shape, byte[] Bytes)
    {
        internal static Entry Of(Tensor value)
        {
            using var scope = NewDisposeScope();
            var host = value.detach().cpu().contiguous();
            return new Entry(host.dtype == float64 ? "F64" : "F32", value.shape, host.bytes.ToArray());
        }

        internal static Entry Of(double[] values)
        {
            var bytes = new byte[values.Length * sizeof(double)];
            Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
            return new Entry("F64", [values.Length], bytes);
        }

        internal Tensor ToTensor(Device device)
        {
            using var scope = NewDisposeScope();
            var host = empty(Shape, Type == "F64" ? float64 : float32);
            Bytes.CopyTo(host.bytes);
            return host.to(device).MoveToOuterDisposeScope();
        }

        internal double[] ToDoubles()
        {
            var values = new double[Bytes.Length / sizeof(double)];
            Buffer.BlockCopy(Bytes, 0, values, 0, Bytes.Length);
            return values;
        }
    }

    internal static void Write(string path, Dictionary<string, Entry> arrays, Dictionary<string, string> notes)
    {
        var header = new Dictionary<string, object> { ["__metadata__"] = new Dictionary<string, string>(notes) { ["sha256"] = Unsigned } };
        long at = 0;
        foreach (var (name, entry) in arrays)
        {
            header[name] = new { dtype = entry.Type, shape = entry.Shape, data_offsets = new[] { at, at + entry.Bytes.Length } };
            at += entry.Bytes.Length;
        }

        var unsigned = JsonSerializer.Serialize(header); // in ASCII
        unsigned = unsigned.PadRight((unsigned.Length + 7) / 8 * 8);
        var json = Encoding.UTF8.GetBytes(unsigned.Replace(Unsigned, Hash(unsigned, [.. arrays.Values.Select(entry => (ReadOnlyMemory<byte>)entry.Bytes)]), StringComparison.Ordinal));
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
            stream.Write(length);
            stream.Write(json);
            foreach (var (_, entry) in arrays) stream.Write(entry.Bytes);
        });
    }

    internal static TensorFile Read(string path)
    {
        if (!File.Exists(path)) throw new PmlException($"The file {path} does not exist. Check the path, or train first.");
        try
        {
            if (new FileInfo(path).Length > Array.MaxLength) throw new InvalidDataException("it is larger than 2 GB.");
            return Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException or InvalidDataException)
        {
            throw new PmlException($"The file {path} is damaged or not one of the kit's: {e.Message} Delete it and train again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PmlException($"The file {path} cannot be read: {e.Message} Check its permissions.", e);
        }
    }

    private static TensorFile Parse(string path, byte[] file)
    {
        var length = file.Length < 8 ? -1 : BinaryPrimitives.ReadInt64LittleEndian(file);
        if (length is < 2 or > LargestHeader || length > file.Length - 8) throw new InvalidDataException("its header is cut off.");
        var json = Encoding.UTF8.GetString(file, 8, (int)length);
        var data = file.AsMemory(8 + (int)length);
        using var header = JsonDocument.Parse(json);
        var notes = header.RootElement.GetProperty("__metadata__").EnumerateObject().ToDictionary(note => note.Name, note => note.Value.GetString() ?? "");
        if (notes["sha256"] is not { Length: 64 } hash || hash != Hash(json.Replace(hash, Unsigned, StringComparison.Ordinal), data)) throw new InvalidDataException("its checksum does not match.");
        var arrays = header.RootElement.EnumerateObject().Where(item => item.Name != "__metadata__").ToDictionary(item => item.Name, item => Array(item, data));
        return new TensorFile(path, arrays, notes);

        static Entry Array(JsonProperty item, ReadOnlyMemory<byte> data)
        {
            var offsets = item.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt32()).ToArray();
            var shape = item.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()).ToArray();
            var type = item.Value.GetProperty("dtype").GetString();
            if (offsets is not [var from, var to] || from < 0 || to < from || to > data.Length) throw new InvalidDataException($"array '{item.Name}' is cut off.");
            var size = shape.Aggregate(type == "F64" ? 8L : type == "F32" ? 4L : throw new InvalidDataException($"array '{item.Name}' has type {type}."), (bytes, s) => checked(bytes * s));
            return size == to - from ? new Entry(type, shape, data[from..to].ToArray()) : throw new InvalidDataException($"array '{item.Name}' does not fit its shape.");
        }
    }

    // Over the header with zeros in the checksum's place, then the arrays.
    private static string Hash(string unsignedHeader, params ReadOnlySpan<ReadOnlyMemory<byte>> arrays)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(unsignedHeader));
        foreach (var array in arrays) hash.AppendData(array.Span);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
