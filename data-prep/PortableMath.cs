namespace PML.DataPrep;

/// <summary>Sine, cosine, exponential, logarithm and power with the same bits on every machine, for generators whose bytes have a checksum.</summary>
/// <remarks>Only operations that IEEE 754 defines to the bit (+ - * /), in a fixed order and never fused; the functions of <see cref="Math"/>
/// call the system's library, which differs between systems. Error: a few units in the last place.</remarks>
internal static class PortableMath
{
    private const double HalfPi = Math.PI / 2;
    private const double HalfPiRest = 6.123233995736766e-17;
    private const double Ln2 = 0.6931471803691238;
    private const double Ln2Rest = 1.9082149292705877e-10;

    // Taylor's series; the first term left out is below half a unit in the last place of the sum.
    private static ReadOnlySpan<double> ExpTerms =>
    [
        1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800,
        1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800.0, 1.0 / 87178291200.0,
    ];

    private static ReadOnlySpan<double> SineTerms =>
    [
        1, -1.0 / 6, 1.0 / 120, -1.0 / 5040, 1.0 / 362880, -1.0 / 39916800, 1.0 / 6227020800.0, -1.0 / 1307674368000.0,
        1.0 / 355687428096000.0,
    ];

    private static ReadOnlySpan<double> CosineTerms =>
    [
        1, -1.0 / 2, 1.0 / 24, -1.0 / 720, 1.0 / 40320, -1.0 / 3628800, 1.0 / 479001600, -1.0 / 87178291200.0,
        1.0 / 20922789888000.0, -1.0 / 6402373705728000.0,
    ];

    private static ReadOnlySpan<double> ArtanhTerms => [1, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23];

    /// <summary>The sine of an angle.</summary>
    /// <param name="x">Radians; at most about 1e6 either way.</param>
    public static double Sin(double x) => Turned(x, 0);

    /// <summary>The cosine of an angle.</summary>
    /// <param name="x">Radians; at most about 1e6 either way.</param>
    public static double Cos(double x) => Turned(x, 1);

    /// <summary>e to the power of x; 0 below -708, the value at 709 above it.</summary>
    public static double Exp(double x)
    {
        if (x < -708) return 0;
        var power = Math.Floor(Math.Min(x, 709) / (Ln2 + Ln2Rest) + 0.5);
        var rest = Math.Min(x, 709) - power * Ln2 - power * Ln2Rest;
        return Polynomial(ExpTerms, rest) * BitConverter.UInt64BitsToDouble((ulong)(power + 1023) << 52);
    }

    /// <summary>The natural logarithm.</summary>
    /// <param name="x">A normal number above 0.</param>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToUInt64Bits(x);
        var power = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.UInt64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.4142135623730951) (mantissa, power) = (mantissa / 2, power + 1);
        // ln m = 2 artanh s, with |s| at most 0.172.
        var s = (mantissa - 1) / (mantissa + 1);
        return power * Ln2 + (power * Ln2Rest + 2 * s * Polynomial(ArtanhTerms, s * s));
    }

    /// <summary>A number to a power.</summary>
    /// <param name="x">At least 0.</param>
    /// <param name="power">Any, above 0 where x is 0.</param>
    public static double Pow(double x, double power) => x == 0 ? 0 : Exp(power * Log(x));

    private static double Turned(double x, int quarters)
    {
        var turns = Math.Floor(x / HalfPi + 0.5);
        var rest = x - turns * HalfPi - turns * HalfPiRest;
        var quarter = ((long)turns + quarters) & 3;
        var value = (quarter & 1) == 0 ? rest * Polynomial(SineTerms, rest * rest) : Polynomial(CosineTerms, rest * rest);
        return quarter < 2 ? value : -value;
    }

    /// <summary>A polynomial by Horner's rule; terms from the constant one on.</summary>
    private static double Polynomial(ReadOnlySpan<double> terms, double x)
    {
        var sum = 0.0;
        for (var n = terms.Length - 1; n >= 0; n--) sum = sum * x + terms[n];
        return sum;
    }
}
