namespace PML.DataPrep;

/// <summary>The checksum that PNG gives each of its chunks.</summary>
/// <remarks>Source: ISO/IEC 15948 (PNG), annex D: polynomial 0xEDB88320, bits reflected, started and ended with all bits flipped.</remarks>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Step((uint)value))];

    /// <summary>Goes on from an earlier checksum; 0 starts.</summary>
    public static uint Append(uint earlier, ReadOnlySpan<byte> bytes)
    {
        var crc = ~earlier;
        foreach (var value in bytes) crc = Table[(crc ^ value) & 255] ^ (crc >> 8);
        return ~crc;
    }

    private static uint Step(uint value)
    {
        for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    }
}
