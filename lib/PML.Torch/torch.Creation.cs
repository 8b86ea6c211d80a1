using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Operator emptyOp = new("empty", "memory_format"), zerosOp = new("zeros"), onesOp = new("ones"), fullOp = new("full"),
        randOp = new("rand"), randnOp = new("randn"), arangeOp = new("arange"), arangeFromOp = new("arange", "start"), arangeStepOp = new("arange", "start_step"),
        zerosLikeOp = new("zeros_like"), onesLikeOp = new("ones_like"), emptyLikeOp = new("empty_like"), catOp = new("cat"), stackOp = new("stack");

    /// <summary>A tensor with memory as it is found. Float32 on the processor when left out.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(emptyOp.Call(size, dtype, Argument.None, device), requires_grad);

    /// <summary>A tensor of zeros. Float32 on the processor when left out.</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(zerosOp.Call(size, dtype, Argument.None, device), requires_grad);

    /// <summary>A tensor of ones. Float32 on the processor when left out.</summary>
    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(onesOp.Call(size, dtype, Argument.None, device), requires_grad);

    /// <summary>A tensor of one value, by default of the value's kind, on the processor.</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(fullOp.Call(size, value, dtype, Argument.None, device), requires_grad);

    /// <summary>A tensor drawn from the uniform distribution on [0, 1). Float32 on the processor when left out.</summary>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(randOp.Call(size, dtype, Argument.None, device), requires_grad);

    /// <summary>A tensor drawn from the standard normal distribution. Float32 on the processor when left out.</summary>
    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(randnOp.Call(size, dtype, Argument.None, device), requires_grad);

    /// <summary>0, 1, ... below <paramref name="stop"/>; Int64 for whole numbers, else Float32, when left out.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(arangeOp.Call(stop, dtype, Argument.None, device), requires_grad);

    /// <summary><paramref name="start"/>, + 1, ... below <paramref name="stop"/>; Int64 for whole numbers, else Float32, when left out.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(arangeFromOp.Call(start, stop, dtype, Argument.None, device), requires_grad);

    /// <summary><paramref name="start"/>, + <paramref name="step"/>, ... before <paramref name="stop"/>; Int64 for whole numbers, else Float32, when left out.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(arangeStepOp.Call(start, stop, step, dtype, Argument.None, device), requires_grad);

    /// <summary>Zeros, in all else like <paramref name="input"/>.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(zerosLikeOp.Call(input, dtype, Argument.None, device), requires_grad);

    /// <summary>Ones, in all else like <paramref name="input"/>.</summary>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(onesLikeOp.Call(input, dtype, Argument.None, device), requires_grad);

    /// <summary>Memory as it is found, in all else like <paramref name="input"/>.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Recorded(emptyLikeOp.Call(input, dtype, Argument.None, device), requires_grad);

    /// <summary>Tensors joined along a dimension that they have; the other sizes are equal.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => catOp.Call(AsArray(tensors), dim);

    /// <summary>Tensors of one shape joined along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => stackOp.Call(AsArray(tensors), dim);

    /// <summary>A copy of the numbers as a vector; Float32 when left out.</summary>
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copy(rawArray, [rawArray.Length], ScalarType.Float32, dtype, device, requires_grad);

    /// <summary>A copy of the numbers, in row-major order; Float32 when left out.</summary>
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copy(rawArray, dimensions, ScalarType.Float32, dtype, device, requires_grad);

    /// <summary>A copy of the numbers as a vector; Float64 when left out.</summary>
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copy(rawArray, [rawArray.Length], ScalarType.Float64, dtype, device, requires_grad);

    /// <summary>A copy of the numbers, in row-major order; Float64 when left out.</summary>
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copy(rawArray, dimensions, ScalarType.Float64, dtype, device, requires_grad);

    /// <summary>A copy of the numbers as a vector; Int64 when left out.</summary>
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copy(dataArray, [dataArray.Length], ScalarType.Int64, dtype, device, requires_grad);

    /// <summary>A copy of the numbers, in row-major order; Int64 when left out.</summary>
    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copy(dataArray, dimensions, ScalarType.Int64, dtype, device, requires_grad);

    /// <summary>A copy of the numbers, in row-major order; Byte when left out.</summary>
    public static Tensor tensor(byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copy(rawArray, dimensions, ScalarType.Byte, dtype, device, requires_grad);

    /// <summary>One number, without dimensions; Float32.</summary>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        Copy([scalar], [], ScalarType.Float32, null, device, requires_grad);

    /// <summary>One number, without dimensions; Float64 when left out.</summary>
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copy([scalar], [], ScalarType.Float64, dtype, device, requires_grad);

    private static Tensor Copy<T>(T[] numbers, ReadOnlySpan<long> sizes, ScalarType own, ScalarType? wanted, Device? device, bool record) where T : unmanaged
    {
        long product = 1;
        foreach (var size in sizes) product *= size;
        if (product != numbers.Length) throw new ArgumentException($"A tensor of shape [{string.Join(", ", sizes.ToArray())}] has {product} elements; found {numbers.Length} numbers.");
        var copy = empty(sizes.ToArray(), own);
        copy.bytes = MemoryMarshal.AsBytes(numbers.AsSpan());
        var asWanted = (wanted ?? own) == own && device is null or { type: DeviceType.CPU } ? copy : copy.to(wanted ?? own, device ?? CPU, disposeAfter: true);
        return Recorded(asWanted, record);
    }

    private static Tensor[] AsArray(IEnumerable<Tensor> tensors) => tensors as Tensor[] ?? [.. tensors];

    private static Tensor Recorded(Tensor t, bool on) => on ? t.requires_grad_() : t;
}
