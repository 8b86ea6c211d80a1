namespace TorchSharp;

/// <summary>A number as an operator's argument. It keeps its kind: a whole number does not turn an integer tensor into floats.</summary>
public sealed class Scalar : IDisposable
{
    private readonly Argument value;

    private Scalar(Argument value, torch.ScalarType type)
    {
        this.value = value;
        Type = type;
    }

    /// <summary>Float64, Int64 or Bool.</summary>
    public torch.ScalarType Type { get; }

    /// <summary>The value.</summary>
    public static implicit operator Scalar(double value) => new(value, torch.ScalarType.Float64);

    /// <summary>The value.</summary>
    public static implicit operator Scalar(float value) => new((double)value, torch.ScalarType.Float64);

    /// <summary>The value.</summary>
    public static implicit operator Scalar(long value) => new(value, torch.ScalarType.Int64);

    /// <summary>The value.</summary>
    public static implicit operator Scalar(int value) => new((long)value, torch.ScalarType.Int64);

    /// <summary>The value.</summary>
    public static implicit operator Scalar(bool value) => new(value, torch.ScalarType.Bool);

    /// <summary>Nothing to free; kept so that code which disposes its scalars runs on either engine.</summary>
    public void Dispose() { }

    internal Argument AsArgument() => value;
}
