namespace TorchSharp;

/// <summary>A one-element tensor, on any device, as a number of .NET.</summary>
public static class TensorExtensionMethods
{
    /// <summary>The only element.</summary>
    public static double ToDouble(this torch.Tensor value) => Number(value);

    /// <summary>The only element, rounded to single precision.</summary>
    public static float ToSingle(this torch.Tensor value) => (float)Number(value);

    /// <summary>The only element, rounded towards zero.</summary>
    public static long ToInt64(this torch.Tensor value) => value.ToScalar().ToInt64();

    /// <summary>The only element, rounded towards zero.</summary>
    public static int ToInt32(this torch.Tensor value) => checked((int)value.ToInt64());

    /// <summary>Whether the only element is not 0.</summary>
    public static bool ToBoolean(this torch.Tensor value) => Number(value) != 0;

    private static double Number(torch.Tensor value) => value.ToScalar().ToDouble();
}
