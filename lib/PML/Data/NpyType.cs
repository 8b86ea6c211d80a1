namespace PML.Data;

/// <summary>The element types that the kit reads from and writes to .npy files.</summary>
public enum NpyType
{
    /// <summary>Unsigned bytes, <c>|u1</c>.</summary>
    UInt8,

    /// <summary>Signed bytes, <c>|i1</c>.</summary>
    Int8,

    /// <summary>Unsigned 16-bit integers, <c>&lt;u2</c>.</summary>
    UInt16,

    /// <summary>Signed 16-bit integers, <c>&lt;i2</c>.</summary>
    Int16,

    /// <summary>Unsigned 32-bit integers, <c>&lt;u4</c>.</summary>
    UInt32,

    /// <summary>Signed 32-bit integers, <c>&lt;i4</c>.</summary>
    Int32,

    /// <summary>Unsigned 64-bit integers, <c>&lt;u8</c>.</summary>
    UInt64,

    /// <summary>Signed 64-bit integers, <c>&lt;i8</c>.</summary>
    Int64,

    /// <summary>Half-precision numbers, <c>&lt;f2</c>.</summary>
    Float16,

    /// <summary>Single-precision numbers, <c>&lt;f4</c>.</summary>
    Float32,

    /// <summary>Double-precision numbers, <c>&lt;f8</c>.</summary>
    Float64,
}

/// <summary>What each element type is called in a .npy header, how wide it is, and which C# type holds it.</summary>
internal static class NpyTypes
{
    private static readonly (NpyType Type, string Descr, int Size, Type Element)[] Known =
    [
        (NpyType.UInt8, "|u1", 1, typeof(byte)),
        (NpyType.Int8, "|i1", 1, typeof(sbyte)),
        (NpyType.UInt16, "<u2", 2, typeof(ushort)),
        (NpyType.Int16, "<i2", 2, typeof(short)),
        (NpyType.UInt32, "<u4", 4, typeof(uint)),
        (NpyType.Int32, "<i4", 4, typeof(int)),
        (NpyType.UInt64, "<u8", 8, typeof(ulong)),
        (NpyType.Int64, "<i8", 8, typeof(long)),
        (NpyType.Float16, "<f2", 2, typeof(Half)),
        (NpyType.Float32, "<f4", 4, typeof(float)),
        (NpyType.Float64, "<f8", 8, typeof(double)),
    ];

    /// <summary>Every name that a header may have, for messages.</summary>
    public static string Names => string.Join(", ", Known.Select(entry => entry.Descr));

    public static string Descr(this NpyType type) => Known.Single(entry => entry.Type == type).Descr;

    public static int Size(this NpyType type) => Known.Single(entry => entry.Type == type).Size;

    public static string ElementName(this NpyType type) => Known.Single(entry => entry.Type == type).Element.Name;

    /// <summary>The type of a name, and whether its numbers have their big end first.</summary>
    public static (NpyType Type, bool BigEndian)? Find(string? descr)
    {
        if (descr is null) return null;
        var bigEndian = descr.StartsWith('>');
        var name = bigEndian ? $"<{descr[1..]}" : descr;
        return Known.Where(entry => entry.Descr == name).Select(entry => ((NpyType, bool)?)(entry.Type, bigEndian)).FirstOrDefault();
    }

    public static NpyType? Of<T>() => Known.Where(entry => entry.Element == typeof(T)).Select(entry => (NpyType?)entry.Type).FirstOrDefault();
}
