using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsCheck;
using PML.Data;
using PML.Support;
using PML.Tests.Support;

namespace PML.Tests.Data;

public sealed class NpyFileTests : IDisposable
{
    private readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        Gen.Select(Gen.Int[0, 7].List[0, 4], Gen.Int).Sample((lengths, seed) =>
        {
            long[] shape = [.. lengths];
            var count = (int)shape.Aggregate(1L, (product, length) => product * length);
            RoundTrip<byte>(shape, count, seed);
            RoundTrip<sbyte>(shape, count, seed);
            RoundTrip<ushort>(shape, count, seed);
            RoundTrip<short>(shape, count, seed);
            RoundTrip<int>(shape, count, seed);
            RoundTrip<long>(shape, count, seed);
            RoundTrip<float>(shape, count, seed);
            RoundTrip<double>(shape, count, seed);
        }, iter: 40, threads: 1);
    }

    [Fact]
    public void TheHashIsTheWholeFiles()
    {
        var path = folder["a.npy"];
        var written = NpyFile.Write<short>(path, [2, 3], [1, -2, 3, -4, 5, -6]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        NpyFile.ReadInto(path, new byte[12], hash);
        var whole = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        Assert.Equal(whole, written);
        Assert.Equal(whole, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void TheFileIsTheOneThatNumPyWrites()
    {
        // python3 -c "import numpy, io; b = io.BytesIO(); numpy.save(b, numpy.array([[1, 2], [3, 4]], '<u2')); print(b.getvalue()[:60], b.getvalue()[-9:].hex())"
        NpyFile.Write<ushort>(folder["a.npy"], [2, 2], [1, 2, 3, 4]);
        var bytes = File.ReadAllBytes(folder["a.npy"]);
        Assert.Equal("934e554d5059010076007b276465736372273a20273c7532272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028322c2032292c207d", Convert.ToHexStringLower(bytes[..69]));
        Assert.Equal("0a0100020003000400", Convert.ToHexStringLower(bytes[^9..]));
        Assert.Equal(128 + 8, bytes.Length);
    }

    [SkippableFact]
    public void NumPyReadsOursAndWeReadNumPys()
    {
        Python.SkipIfAbsent();
        NpyFile.Write<float>(folder["ours.npy"], [2, 3], [0.5f, -1, 2, 3, 4, 1e-20f]);
        NpyFile.Write<long>(folder["scalar.npy"], [], [-9]);
        Assert.Equal("float32 (2, 3) [[0.5, -1.0, 2.0], [3.0, 4.0, 9.999999682655225e-21]] int64 () -9", Python.Check(
            "import numpy, sys; a = numpy.load(sys.argv[1]); b = numpy.load(sys.argv[2]); print(a.dtype, a.shape, a.tolist(), b.dtype, b.shape, b)", folder["ours.npy"], folder["scalar.npy"]));
        Python.Check("import numpy, sys; [numpy.save(sys.argv[1] + '/' + t + '.npy', numpy.arange(-3, 3).reshape(1, 6).astype(t)) for t in ('u1', 'i1', 'u2', 'i2', 'i4', 'i8', 'f4', 'f8')]", folder.Folder);
        Assert.Equal(new byte[] { 253, 254, 255, 0, 1, 2 }, NpyFile.Read<byte>(folder["u1.npy"]).Values);
        Assert.Equal(new sbyte[] { -3, -2, -1, 0, 1, 2 }, NpyFile.Read<sbyte>(folder["i1.npy"]).Values);
        Assert.Equal(new ushort[] { 65533, 65534, 65535, 0, 1, 2 }, NpyFile.Read<ushort>(folder["u2.npy"]).Values);
        Assert.Equal(new short[] { -3, -2, -1, 0, 1, 2 }, NpyFile.Read<short>(folder["i2.npy"]).Values);
        Assert.Equal(new[] { -3, -2, -1, 0, 1, 2 }, NpyFile.Read<int>(folder["i4.npy"]).Values);
        Assert.Equal(new long[] { -3, -2, -1, 0, 1, 2 }, NpyFile.Read<long>(folder["i8.npy"]).Values);
        Assert.Equal(new float[] { -3, -2, -1, 0, 1, 2 }, NpyFile.Read<float>(folder["f4.npy"]).Values);
        Assert.Equal(new double[] { -3, -2, -1, 0, 1, 2 }, NpyFile.Read<double>(folder["f8.npy"]).Values);
        Assert.Equal([1, 6], NpyFile.ReadHeader(folder["f8.npy"]).Shape);
    }

    [Fact]
    public void ATruncatedOrGrownFileIsRefused()
    {
        var path = folder["a.npy"];
        NpyFile.Write<int>(path, [4], [1, 2, 3, 4]);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length += 5)
        {
            File.WriteAllBytes(path, whole[..length]);
            Refused(path, path);
        }
        File.WriteAllBytes(path, [.. whole, 0]);
        Refused(path, "must have 144 bytes for its shape (4,) of <i4; found 145");
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", "C order")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "element types")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "element types")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "quoted word")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807,), }", "2^63")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "2^63")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4294967296, 4294967296), }", "2^63")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "whole number")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "whole number")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,), }", "found")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1), }", "32 axes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "lacks")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "repeated key 'descr'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 'x', }", "unknown or repeated key 'more'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } x", "goes on")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)", "'}'")]
    [InlineData("{'descr': '<f4", "quoted word")]
    [InlineData("", "'{'")]
    public void AWrongHeaderIsRefused(string header, string because)
    {
        File.WriteAllBytes(folder["a.npy"], [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), 0, 0, 0, 0]);
        var message = Refused(folder["a.npy"], because);
        Assert.Contains("a.npy", message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeysInAnotherOrderAndDoubleQuotesAreRead()
    {
        var header = "{\"shape\":(2 ,1),\"fortran_order\":False,\"descr\":\"|i1\"}\n";
        File.WriteAllBytes(folder["a.npy"], [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), 5, 250]);
        var (values, shape) = NpyFile.Read<sbyte>(folder["a.npy"]);
        Assert.Equal(new sbyte[] { 5, -6 }, values);
        Assert.Equal([2, 1], shape);
    }

    [Fact]
    public void ADamagedHeaderNeverDoesMoreThanBeRefused()
    {
        var path = folder["a.npy"];
        NpyFile.Write<float>(path, [3, 1], [1, 2, 3]);
        var whole = File.ReadAllBytes(path);
        Gen.Select(Gen.Int[0, 79], Gen.Byte, Gen.Int[0, 79], Gen.Byte).Sample((at, value, at2, value2) =>
        {
            byte[] damaged = [.. whole];
            (damaged[at], damaged[at2]) = (value, value2);
            File.WriteAllBytes(path, damaged);
            try
            {
                NpyFile.ReadInto(path, new byte[12]);
            }
            catch (PmlException)
            {
                // The only way to fail: a message for the user.
            }
        }, iter: 2_000, threads: 1);
    }

    [Fact]
    public void AnotherElementTypeOrMemorySizeIsRefused()
    {
        var path = folder["a.npy"];
        NpyFile.Write<float>(path, [2], [1, 2]);
        Assert.Contains("must be read and written as Single (<f4); found Double", Assert.Throws<PmlException>(() => NpyFile.Read<double>(path)).Message, StringComparison.Ordinal);
        Assert.Contains("must have 8 bytes for its shape (2,); found 7", Assert.Throws<PmlException>(() => NpyFile.ReadInto(path, new byte[7])).Message, StringComparison.Ordinal);
        Assert.Throws<PmlException>(() => NpyFile.Write<char>(folder["b.npy"], [1], ['x']));
        Assert.Contains("no such file", Assert.Throws<PmlException>(() => NpyFile.ReadHeader(folder["none.npy"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFailedWriteLeavesTheEarlierFileAndNothingElse()
    {
        var path = folder["a.npy"];
        NpyFile.Write<byte>(path, [2], [1, 2]);
        Assert.Contains("must get 3 elements for its shape (3,); 2 were written", Assert.Throws<PmlException>(() => NpyFile.Write<byte>(path, [3], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<PmlException>(() => NpyFile.Write<byte>(path, [-1], [1, 2]));
        Assert.Equal(new byte[] { 1, 2 }, NpyFile.Read<byte>(path).Values);
        Assert.Equal([path], Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public void PiecesMakeTheSameFileAsOneWrite()
    {
        var values = Enumerable.Range(0, 5_000).ToArray();
        var whole = NpyFile.Write<int>(folder["whole.npy"], [50, 100], values);
        using var writer = new NpyWriter(folder["pieces.npy"], NpyType.Int32, 50, 100);
        for (var start = 0; start < values.Length; start += 1_250) writer.Write<int>(values.AsSpan(start, 1_250));
        Assert.Equal(whole, writer.Commit());
        Assert.Equal(File.ReadAllBytes(folder["whole.npy"]), File.ReadAllBytes(folder["pieces.npy"]));
    }

    private static string Refused(string path, string because)
    {
        var message = Assert.Throws<PmlException>(() => NpyFile.ReadInto(path, new byte[4])).Message;
        Assert.Contains(because, message, StringComparison.Ordinal);
        return message;
    }

    private void RoundTrip<T>(long[] shape, int count, int seed) where T : unmanaged
    {
        var values = new T[count];
        new Random(seed).NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        NpyFile.Write<T>(folder["round.npy"], shape, values);
        var (read, readShape) = NpyFile.Read<T>(folder["round.npy"]);
        Assert.Equal(shape, readShape);
        Assert.True(MemoryMarshal.AsBytes(values.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(read.AsSpan())));
        Assert.Equal(0, NpyFile.ReadHeader(folder["round.npy"]).DataOffset % 64);
    }
}
