using System.Buffers.Binary;
using PML.Support;

namespace PML.Tests.Support;

/// <summary>Damaged copies of a valid file: what a reader must survive.</summary>
internal static class Mutations
{
    // Where formats keep magic numbers, lengths and shapes.
    private const int HeadBytes = 64;

    private static readonly ulong[] Extremes = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, int.MaxValue, 0x8000_0000, uint.MaxValue, long.MaxValue, 1UL << 63, ulong.MaxValue];

    private static readonly Func<byte[], Random, byte[]>[] Kinds = [FlipBits, FlipBits, SetBytes, Truncate, Grow, SetField, SetField, GrowNumber, CutOut, Repeat, OtherStart];

    /// <summary>Damaged copies: flipped bits, other bytes, truncated, grown, extreme numbers in binary fields and in digits, pieces cut out or repeated, another file's start.</summary>
    /// <param name="valid">A valid file's content, at least 1 byte; it stays as it is.</param>
    /// <param name="count">How many copies.</param>
    /// <param name="seed">Equal seeds give equal copies.</param>
    /// <returns>The copies; by chance one may equal the original.</returns>
    public static IEnumerable<byte[]> Of(byte[] valid, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var damaged = Kinds[random.Next(Kinds.Length)]([.. valid], random);
            // One in four is damaged twice.
            yield return damaged.Length > 0 && random.Next(4) == 0 ? Kinds[random.Next(Kinds.Length)](damaged, random) : damaged;
        }
    }

    /// <summary>Has a reader read damaged copies: each must be read or refused by a <see cref="PmlException"/> with a message, in bounded memory.</summary>
    /// <param name="valid">A valid file's content.</param>
    /// <param name="count">How many copies.</param>
    /// <param name="seed">Which copies.</param>
    /// <param name="read">Reads one copy, on the calling thread.</param>
    /// <param name="maximumBytes">The most that one read may allocate, messages and all, for a copy of so many bytes.</param>
    /// <returns>How many were read and how many refused.</returns>
    public static (int Read, int Refused) Survive(byte[] valid, int count, int seed, Action<byte[]> read, Func<int, long> maximumBytes)
    {
        var (accepted, refused, index) = (0, 0, 0);
        foreach (var damaged in Of(valid, count, seed))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(damaged);
                accepted++;
            }
            catch (PmlException exception)
            {
                Assert.False(string.IsNullOrWhiteSpace(exception.Message));
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"Mutation {index} of seed {seed}: {exception}\n{Convert.ToHexString(damaged.AsSpan(0, Math.Min(damaged.Length, 512)))}");
            }
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= maximumBytes(damaged.Length), $"Mutation {index} of seed {seed} ({damaged.Length} bytes) allocated {allocated} bytes, more than {maximumBytes(damaged.Length)}.");
            index++;
        }
        return (accepted, refused);
    }

    private static byte[] FlipBits(byte[] file, Random random)
    {
        for (var left = random.Next(1, 9); left > 0; left--) file[Place(file, random)] ^= (byte)(1 << random.Next(8));
        return file;
    }

    private static byte[] SetBytes(byte[] file, Random random)
    {
        for (var left = random.Next(1, 5); left > 0; left--) file[Place(file, random)] = (byte)random.Next(256);
        return file;
    }

    private static byte[] Truncate(byte[] file, Random random) => file[..random.Next(file.Length)];

    private static byte[] Grow(byte[] file, Random random)
    {
        var more = new byte[random.Next(1, 65)];
        random.NextBytes(more);
        return [.. file, .. more];
    }

    /// <summary>Writes an extreme number over 1, 2, 4 or 8 bytes, big end or little end first.</summary>
    private static byte[] SetField(byte[] file, Random random)
    {
        Span<byte> number = stackalloc byte[8];
        var width = 1 << random.Next(4);
        var value = Extremes[random.Next(Extremes.Length)];
        if (random.Next(2) == 0) BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        else BinaryPrimitives.WriteUInt64BigEndian(number, value << (64 - 8 * width));
        var at = Place(file, random);
        number[..Math.Min(width, file.Length - at)].CopyTo(file.AsSpan(at));
        return file;
    }

    /// <summary>Puts more digits behind a digit, as text headers have them; a file without digits grows.</summary>
    private static byte[] GrowNumber(byte[] file, Random random)
    {
        var start = Place(file, random);
        var digit = Enumerable.Range(0, file.Length).Select(step => (start + step) % file.Length).FirstOrDefault(at => char.IsAsciiDigit((char)file[at]), -1);
        return digit < 0 ? Grow(file, random) : [.. file[..(digit + 1)], .. Enumerable.Repeat((byte)('0' + random.Next(10)), random.Next(1, 24)), .. file[(digit + 1)..]];
    }

    private static byte[] CutOut(byte[] file, Random random)
    {
        var at = Place(file, random);
        return [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(1, 33))..]];
    }

    private static byte[] Repeat(byte[] file, Random random)
    {
        var at = Place(file, random);
        return [.. file[..Math.Min(file.Length, at + random.Next(1, 33))], .. file[at..]];
    }

    private static byte[] OtherStart(byte[] file, Random random)
    {
        random.NextBytes(file.AsSpan(0, Math.Min(file.Length, random.Next(1, 17))));
        return file;
    }

    /// <summary>A place in the file; half of the time in its head.</summary>
    private static int Place(byte[] file, Random random) => random.Next(random.Next(2) == 0 ? Math.Min(HeadBytes, file.Length) : file.Length);
}
