namespace TorchSharp;

/// <summary>One argument of an operator: its value, and the object that must outlive the call.</summary>
internal readonly struct Argument
{
    internal readonly Value Value;
    internal readonly object? Owner;

    private Argument(Value value, object? owner = null)
    {
        Value = value;
        Owner = owner;
    }

    /// <summary>None: an optional argument that is left out.</summary>
    internal static Argument None => default;

    public static implicit operator Argument(torch.Tensor? t) => t is null ? default : new(new() { Kind = Kind.Tensor, Pointer = t.Handle }, t);
    public static implicit operator Argument(double x) => new(new() { Kind = Kind.Double, Real = x });
    public static implicit operator Argument(long i) => new(new() { Kind = Kind.Int, Integer = i });
    public static implicit operator Argument(bool b) => new(new() { Kind = Kind.Bool, Integer = b ? 1 : 0 });
    public static implicit operator Argument(torch.ScalarType type) => new(new() { Kind = Kind.Int, Integer = (long)type });
    public static implicit operator Argument(torch.ScalarType? type) => type is { } t ? t : None;
    public static implicit operator Argument(long? i) => i is { } x ? x : None;
    public static implicit operator Argument(Scalar? s) => s is null ? None : s.AsArgument();
    public static implicit operator Argument(torch.nn.Reduction reduction) => (long)reduction;
    public static implicit operator Argument(long[]? items) => items is null ? default : new(new() { Kind = Kind.Ints, Count = items.Length }, items);
    public static implicit operator Argument(torch.Tensor[] items) => new(new() { Kind = Kind.Tensors, Count = items.Length }, items);
    public static implicit operator Argument(torch.Device? device) =>
        device is null ? default : new(new() { Kind = Kind.Device, Count = (int)device.Usable().type, Integer = device.index });

    /// <summary>Bytes that a list needs beside its <see cref="Value"/>.</summary>
    internal int ListBytes => Value.Kind is Kind.Ints or Kind.Tensors ? Value.Count * sizeof(long) : 0;

    /// <summary>Writes a list's items (numbers or handles) to <paramref name="target"/>, which has <see cref="ListBytes"/> bytes.</summary>
    internal unsafe void CopyList(long* target)
    {
        if (Owner is long[] numbers) numbers.CopyTo(new Span<long>(target, numbers.Length));
        else
        {
            var tensors = (torch.Tensor[])Owner!;
            for (var k = 0; k < tensors.Length; k++) target[k] = tensors[k].Handle;
        }
    }
}
