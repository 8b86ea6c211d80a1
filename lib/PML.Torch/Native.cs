using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp;

/// <summary>What a <see cref="Value"/> holds; the same numbers as in native/pml_torch.cpp.</summary>
internal enum Kind { None, Tensor, Double, Int, Bool, Ints, Tensors, Device }

/// <summary>One argument or result of an operator: 16 bytes, as the shim reads them.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct Value
{
    [FieldOffset(0)] public Kind Kind;
    [FieldOffset(4)] public int Count;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public nint Pointer;
}

/// <summary>What a tensor is, without its data. The pointers live as long as the tensor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Meta
{
    public long Dimensions, Elements, ScalarType, DeviceType, DeviceIndex, ItemSize, RequiresGrad, Contiguous;
    public long* Sizes, Strides;
}

/// <summary>The shim's entry points. All arguments are blittable, so a call costs no marshalling.</summary>
internal static unsafe partial class Native
{
    private const string Shim = NativeLoader.LibraryName;

    static Native() => NativeLoader.Register();

    [LibraryImport(Shim)] internal static partial byte* pt_error();
    [LibraryImport(Shim)] internal static partial byte* pt_version();
    [LibraryImport(Shim)] internal static partial long pt_live();
    [LibraryImport(Shim)] internal static partial int pt_find(byte* name, byte* overload, nint* found);
    [LibraryImport(Shim)] internal static partial int pt_call(nint op, Value* arguments, int count, Value* results, int room);
    [LibraryImport(Shim)] internal static partial void pt_free(nint tensor);
    [LibraryImport(Shim)] internal static partial void pt_free_list(nint items);
    [LibraryImport(Shim)] internal static partial int pt_meta(nint tensor, Meta* meta);
    [LibraryImport(Shim)] internal static partial int pt_data(nint tensor, void** data);
    [LibraryImport(Shim)] internal static partial int pt_is_leaf(nint tensor);
    [LibraryImport(Shim)] internal static partial int pt_set_requires_grad(nint tensor, int on);
    [LibraryImport(Shim)] internal static partial int pt_get_grad(nint tensor, nint* gradient);
    [LibraryImport(Shim)] internal static partial int pt_set_grad(nint tensor, nint gradient);
    [LibraryImport(Shim)] internal static partial int pt_backward(nint* outputs, nint* weights, int count, int retain, int create);
    [LibraryImport(Shim)] internal static partial int pt_grad(nint* outputs, nint* weights, int count, nint* inputs, int inputCount, int retain, int create, int unused, nint* gradients);
    [LibraryImport(Shim)] internal static partial int pt_grad_mode();
    [LibraryImport(Shim)] internal static partial void pt_set_grad_mode(int on);
    [LibraryImport(Shim)] internal static partial int pt_seed(ulong seed);
    [LibraryImport(Shim)] internal static partial int pt_threads();
    [LibraryImport(Shim)] internal static partial int pt_set_threads(int count);
    [LibraryImport(Shim)] internal static partial int pt_cuda_devices();
    [LibraryImport(Shim)] internal static partial int pt_cuda_synchronize(long device);

    /// <summary>Throws what the shim reports of the call that just failed on this thread.</summary>
    /// <param name="status">The call's result: 0 is success.</param>
    /// <param name="operation">What failed, for the message.</param>
    internal static void Check(int status, string operation)
    {
        if (status != 0) throw Failure(operation);
    }

    private static ExternalException Failure(string operation) =>
        new($"{operation}: {Marshal.PtrToStringUTF8((nint)pt_error())}");
}
