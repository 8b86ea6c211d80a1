namespace TorchSharp;

public static partial class torch
{
    /// <summary>Types of an element, with libtorch's numbers.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>Unsigned, 8 bits.</summary>
        Byte = 0,

        /// <summary>Signed, 8 bits.</summary>
        Int8 = 1,

        /// <summary>Signed, 16 bits.</summary>
        Int16 = 2,

        /// <summary>Signed, 32 bits.</summary>
        Int32 = 3,

        /// <summary>Signed, 64 bits.</summary>
        Int64 = 4,

        /// <summary>IEEE half precision.</summary>
        Float16 = 5,

        /// <summary>IEEE single precision.</summary>
        Float32 = 6,

        /// <summary>IEEE double precision.</summary>
        Float64 = 7,

        /// <summary>A truth value, one byte.</summary>
        Bool = 11,

        /// <summary>Single precision cut to 16 bits.</summary>
        BFloat16 = 15,
    }

    /// <summary>Unsigned, 8 bits.</summary>
    public static readonly ScalarType uint8 = ScalarType.Byte;

    /// <summary>Signed, 8 bits.</summary>
    public static readonly ScalarType int8 = ScalarType.Int8;

    /// <summary>Signed, 16 bits.</summary>
    public static readonly ScalarType int16 = ScalarType.Int16;

    /// <summary>Signed, 32 bits.</summary>
    public static readonly ScalarType int32 = ScalarType.Int32;

    /// <summary>Signed, 64 bits.</summary>
    public static readonly ScalarType int64 = ScalarType.Int64;

    /// <summary>IEEE single precision.</summary>
    public static readonly ScalarType float32 = ScalarType.Float32;

    /// <summary>IEEE double precision.</summary>
    public static readonly ScalarType float64 = ScalarType.Float64;

    /// <summary>A truth value, one byte.</summary>
    public static readonly ScalarType @bool = ScalarType.Bool;
}
