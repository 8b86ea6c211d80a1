using System.Collections;

namespace TorchSharp.Utils;

/// <summary>A tensor's elements on the processor, in row-major order whatever its strides are. It keeps the tensor from being collected, not from being disposed.</summary>
/// <typeparam name="T">The .NET type of an element.</typeparam>
public sealed unsafe class TensorAccessor<T> : IEnumerable<T>, IDisposable where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly T* first;
    private readonly long[] sizes;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(torch.Tensor tensor, T* first)
    {
        this.tensor = tensor;
        this.first = first;
        sizes = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        Count = tensor.numel();
    }

    /// <summary>How many elements there are.</summary>
    public long Count { get; }

    /// <summary>The element at one index per dimension, or at one index in row-major order.</summary>
    /// <param name="indices">One per dimension, or a single one in [0, <see cref="Count"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public T this[params long[] indices]
    {
        get
        {
            var value = *At(indices);
            GC.KeepAlive(tensor);
            return value;
        }
        set
        {
            *At(indices) = value;
            GC.KeepAlive(tensor);
        }
    }

    /// <summary>All elements, as a new array.</summary>
    public T[] ToArray()
    {
        var all = new T[Count];
        CopyTo(all.AsSpan());
        return all;
    }

    /// <summary>Copies elements out.</summary>
    /// <param name="array">Where to.</param>
    /// <param name="arrayIndex">Where its first one goes.</param>
    /// <param name="tensorIndex">The first element to copy, in row-major order; all after it follow.</param>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements out.</summary>
    /// <param name="array">Where to.</param>
    /// <param name="arrayIndex">Where its first one goes.</param>
    /// <param name="tensorIndex">The first element to copy, in row-major order; all after it follow.</param>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = Count - tensorIndex;
        if (count > target.Length) throw new ArgumentException($"There is room for {target.Length} elements; found {count}.", nameof(array));
        if (contiguous) new ReadOnlySpan<T>(first + tensorIndex, (int)count).CopyTo(target);
        else for (var k = 0; k < count; k++) target[k] = first[Offset(tensorIndex + k)];
        GC.KeepAlive(tensor);
    }

    /// <summary>Overwrites elements.</summary>
    /// <param name="array">Where from.</param>
    /// <param name="arrayIndex">The first one to take; all after it follow.</param>
    /// <param name="tensorIndex">The first element to overwrite, in row-major order.</param>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <summary>Overwrites elements.</summary>
    /// <param name="array">Where from.</param>
    /// <param name="arrayIndex">The first one to take; all after it follow.</param>
    /// <param name="tensorIndex">The first element to overwrite, in row-major order.</param>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        if (source.Length > Count - tensorIndex) throw new ArgumentException($"There is room for {Count - tensorIndex} elements; found {source.Length}.", nameof(array));
        if (contiguous) source.CopyTo(new Span<T>(first + tensorIndex, source.Length));
        else for (var k = 0; k < source.Length; k++) first[Offset(tensorIndex + k)] = source[k];
        GC.KeepAlive(tensor);
    }

    /// <summary>The elements in row-major order.</summary>
    public IEnumerator<T> GetEnumerator()
    {
        for (long k = 0; k < Count; k++) yield return Read(k);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Does nothing: the tensor keeps its memory.</summary>
    public void Dispose() { }

    private T Read(long index)
    {
        var value = first[Offset(index)];
        GC.KeepAlive(tensor);
        return value;
    }

    private T* At(long[] indices)
    {
        if (indices.Length == 1 && indices[0] >= 0 && indices[0] < Count) return first + Offset(indices[0]);
        if (indices.Length != sizes.Length) throw NoElement(indices);
        long offset = 0;
        for (var d = 0; d < sizes.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= sizes[d]) throw NoElement(indices);
            offset += indices[d] * strides[d];
        }
        return first + offset;
    }

    private long Offset(long index)
    {
        if (contiguous) return index;
        long offset = 0;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            offset += index % sizes[d] * strides[d];
            index /= sizes[d];
        }
        return offset;
    }

    private ArgumentOutOfRangeException NoElement(long[] indices) =>
        new(nameof(indices), $"A tensor of shape [{string.Join(", ", sizes)}] has no element [{string.Join(", ", indices)}].");
}
