using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using PML.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace PML.Training;

/// <summary>Named arrays in one file, in the safetensors format, with a checksum.</summary>
/// <remarks>Format: 8 bytes of header length, a JSON header, the arrays' bytes (huggingface.co/docs/safetensors). The checksum is the header's metadata entry "sha256".</remarks>
internal sealed class TensorFile
{
    private const int LargestHeader = 1 << 20;
    private readonly Dictionary<string, Entry> _arrays;

    private TensorFile(Dictionary<string, Entry> arrays, Dictionary<string, string> metadata) => (_arrays, Metadata) = (arrays, metadata);

    internal IReadOnlyDictionary<string, string> Metadata { get; }

    internal Entry this[string name] => _arrays[name];

    internal bool Has(string name) => _arrays.ContainsKey(name);

    /// <summary>An array on the host: float32 or float64.</summary>
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

    internal static void Write(string path, Dictionary<string, Entry> arrays, Dictionary<string, string> metadata)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, entry) in arrays) hash.AppendData(entry.Bytes);
        var header = new Dictionary<string, object> { ["__metadata__"] = new Dictionary<string, string>(metadata) { ["sha256"] = Convert.ToHexString(hash.GetHashAndReset()) } };
        long at = 0;
        foreach (var (name, entry) in arrays)
        {
            header[name] = new { dtype = entry.Type, shape = entry.Shape, data_offsets = new[] { at, at + entry.Bytes.Length } };
            at += entry.Bytes.Length;
        }

        AtomicFile.Write(path, stream =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(header);
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
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or InvalidDataException)
        {
            throw new PmlException($"The file {path} is damaged or not one of the kit's: {e.Message} Delete it and train again.", e);
        }
    }

    private static TensorFile Parse(ReadOnlySpan<byte> file)
    {
        var length = file.Length < 8 ? -1 : BinaryPrimitives.ReadInt64LittleEndian(file);
        if (length is < 2 or > LargestHeader || length > file.Length - 8) throw new InvalidDataException("its header is cut off.");
        using var header = JsonDocument.Parse(file.Slice(8, (int)length).ToArray());
        var data = file[(8 + (int)length)..];
        var arrays = new Dictionary<string, Entry>();
        foreach (var item in header.RootElement.EnumerateObject().Where(item => item.Name != "__metadata__"))
        {
            var offsets = item.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt64()).ToArray();
            var shape = item.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()).ToArray();
            var type = item.Value.GetProperty("dtype").GetString();
            if (offsets is not [var from, var to] || from < 0 || to < from || to > data.Length) throw new InvalidDataException($"array '{item.Name}' is cut off.");
            var size = shape.Aggregate(type == "F64" ? 8L : type == "F32" ? 4L : throw new InvalidDataException($"array '{item.Name}' has type {type}."), (bytes, s) => checked(bytes * s));
            if (size != to - from) throw new InvalidDataException($"array '{item.Name}' does not fit its shape.");
            arrays[item.Name] = new Entry(type, shape, data[(int)from..(int)to].ToArray());
        }

        var metadata = header.RootElement.GetProperty("__metadata__").EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString() ?? "");
        if (!string.Equals(metadata["sha256"], Convert.ToHexString(SHA256.HashData(data)), StringComparison.Ordinal))
            throw new InvalidDataException("its checksum does not match.");
        return new TensorFile(arrays, metadata);
    }
}
