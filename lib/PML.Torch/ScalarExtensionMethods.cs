namespace TorchSharp;

/// <summary>A <see cref="Scalar"/> as a number of .NET.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>The value.</summary>
    public static double ToDouble(this Scalar value)
    {
        var v = value.AsArgument().Value;
        return v.Kind == Kind.Double ? v.Real : v.Integer;
    }

    /// <summary>The value, rounded to single precision.</summary>
    public static float ToSingle(this Scalar value) => (float)value.ToDouble();

    /// <summary>The value, rounded towards zero.</summary>
    public static long ToInt64(this Scalar value)
    {
        var v = value.AsArgument().Value;
        return v.Kind == Kind.Double ? (long)v.Real : v.Integer;
    }
}
