using System.Buffers.Binary;
using System.Text;

namespace PML.NativeMend;

/// <summary>What the dynamic loader reads of a shared library: the tables that its dynamic segment names.</summary>
/// <remarks>64-bit ELF, little-endian. Every read is checked against the file's length.</remarks>
internal sealed class ElfTables
{
    /// <summary>Tags of the dynamic segment (System V ABI, and its GNU extensions for versions).</summary>
    internal const long StringTable = 5, SymbolTable = 6, SymbolVersions = 0x6ffffff0, NeededVersions = 0x6ffffffe, NeededFiles = 0x6fffffff,
        Relocations = 7, RelocationsSize = 8, RelocationsWithoutAddend = 17, PltRelocations = 23, PltRelocationsSize = 2, PltRelocationKind = 20;

    private const uint LoadSegment = 1, DynamicSegment = 2;

    private readonly byte[] _file;
    private readonly List<(long Address, long Offset, long Size)> _loaded = [];
    private readonly Dictionary<long, long> _tags = [];

    /// <exception cref="UnknownFormatException">The file is no such library, or is cut short.</exception>
    internal ElfTables(byte[] file)
    {
        _file = file;
        if (file.Length < 64 || !file.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8)) throw new UnknownFormatException("it is no 64-bit ELF file");
        long headers = Long(32);
        int size = Short(54), count = Short(56);
        (long Offset, long Size)? tables = null;
        for (var i = 0; i < count; i++)
        {
            long header = headers + (long)i * size;
            var kind = Int(header);
            if (kind == LoadSegment) _loaded.Add((Long(header + 16), Long(header + 8), Long(header + 32)));
            else if (kind == DynamicSegment) tables = (Long(header + 8), Long(header + 32));
        }

        if (tables is not { } dynamic) throw new UnknownFormatException("it has no dynamic segment");
        for (long entry = dynamic.Offset; entry - dynamic.Offset < dynamic.Size; entry += 16)
        {
            long tag = Long(entry);
            if (tag == 0) break;
            _tags[tag] = Long(entry + 8);
        }
    }

    internal bool Has(long tag) => _tags.ContainsKey(tag);

    internal long Value(long tag) => _tags.TryGetValue(tag, out var value) ? value : throw new UnknownFormatException($"its dynamic segment lacks the tag {tag}");

    /// <summary>Where a table lies in the file.</summary>
    internal long Table(long tag)
    {
        var address = Value(tag);
        foreach (var (start, offset, size) in _loaded)
            if (address >= start && address - start < size) return offset + (address - start);
        throw new UnknownFormatException($"its table {tag} lies outside of the file");
    }

    internal ushort Short(long offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(offset, 2));

    internal uint Int(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(offset, 4));

    internal long Long(long offset) => BinaryPrimitives.ReadInt64LittleEndian(Bytes(offset, 8));

    /// <summary>A text of the string table.</summary>
    internal string Text(uint index)
    {
        long start = Table(StringTable) + index;
        Bytes(start, 1);
        var rest = _file.AsSpan((int)start);
        var end = rest.IndexOf((byte)0);
        return end < 0 ? throw new UnknownFormatException("a name in it has no end") : Encoding.ASCII.GetString(rest[..end]);
    }

    private ReadOnlySpan<byte> Bytes(long offset, int count) => offset >= 0 && offset <= _file.Length - count
        ? _file.AsSpan((int)offset, count)
        : throw new UnknownFormatException("it ends too early, or its tables lie outside of it");
}
